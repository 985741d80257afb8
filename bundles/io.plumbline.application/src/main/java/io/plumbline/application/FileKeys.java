package io.plumbline.application;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * One secret of 32 bytes in a file that only its owner may read, made at the first start. Losing it makes every link that was mailed
 * useless and every objection unrecognisable, so it belongs into the backup.
 */
@Component(service = Keys.class, configurationPid = FileKeys.PID)
@Designate(ocd = FileKeys.Config.class)
public final class FileKeys implements Keys {
    static final String PID = "io.plumbline.keys";
    private static final int BYTES = 32;

    @ObjectClassDefinition(name = "Plumbline: secret keys")
    @interface Config {
        @AttributeDefinition(description = "The secret file; made at the first start, readable by its owner only")
        String file() default "db/secret.key";
    }

    private final byte[] master;
    private final Path file;

    @Activate
    public FileKeys(Config config) {
        this(Path.of(config.file()));
    }

    public FileKeys(Path file) {
        this.file = file.toAbsolutePath().normalize();
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            master = Base64.getDecoder().decode(Files.readString(file, StandardCharsets.US_ASCII).trim());
        } catch (IOException e) {
            throw new UncheckedIOException("the secret file " + file + " can be neither read nor made", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the secret file " + file + " does not hold base64 text", e);
        }
        if (master.length != BYTES) {
            throw new IllegalStateException("the secret file " + file + " must hold " + BYTES + " bytes in base64, and holds " + master.length);
        }
    }

    private static void create(Path file) throws IOException {
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))} : new FileAttribute<?>[0];
        // whole or not at all: with half a secret nothing would ever start again
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(whole);
        Files.createFile(whole, ownerOnly);
        try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.US_ASCII.encode(Base64.getEncoder().encodeToString(fresh)));
            channel.force(true);
        }
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public String place() {
        return file.toString();
    }

    @Override
    public byte[] derived(String label) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(master, "HmacSHA256"));
            return mac.doFinal(label.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
