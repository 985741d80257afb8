package io.plumbline.routes;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileConfiguration;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.delivery.DeliveryFormat;
import io.plumbline.application.delivery.DropFolder;
import io.plumbline.application.delivery.ReceiveFile;
import io.plumbline.application.delivery.WatchFolder;

/**
 * What the route of a drop folder does with files: which ones it takes, how it reads them, and where it puts them. A file is taken once
 * it has been seen unchanged for the folder's settling time; Camel's own read lock would block all other files while it waits for one.
 * Links and other things that are no plain files stay where they are. Used by the one thread of its route.
 */
final class DropFolderReader implements GenericFileFilter<File>, PollingConsumerPollStrategy {
    static final String DONE = "done";
    static final String FAILED = "failed";
    private static final int MOST_FILES = 100;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final String FILE = "plumbline.file";
    private static final Logger LOG = LoggerFactory.getLogger(DropFolderReader.class);

    private final DropFolder folder;
    private final ReceiveFile receiveFile;
    private final WatchFolder watchFolder;
    private final RouteWatch watch;
    private final Clock clock;
    private final String route;
    private final Map<Path, Seen> seen = new HashMap<>();
    private final Set<Path> seenThisTime = new HashSet<>();
    private WatchFolder.Look look;
    private boolean broken;

    DropFolderReader(DropFolder folder, ReceiveFile receiveFile, WatchFolder watchFolder, RouteWatch watch, Clock clock) {
        this.folder = folder;
        this.receiveFile = receiveFile;
        this.watchFolder = watchFolder;
        this.watch = watch;
        this.clock = clock;
        this.route = DeliveryFilesRoute.id(folder.name());
    }

    /** As last seen, and since when it has been so. */
    private record Seen(long length, long modified, Instant since) {
    }

    /** A file that is being taken. */
    private record Taken(Path path, BasicFileAttributes attributes) {
    }

    String folder() {
        return folder.name();
    }

    /** Not made from an address: a path may hold whatever a file system allows. */
    Endpoint endpoint(CamelContext context) {
        String path = folder.directory().toAbsolutePath().toString();
        GenericFileConfiguration configuration = new GenericFileConfiguration();
        configuration.setDirectory(path);
        FileEndpoint endpoint = new FileEndpoint("file://" + URLEncoder.encode(path, StandardCharsets.UTF_8), context.getComponent("file", FileComponent.class));
        endpoint.setCamelContext(context);
        endpoint.setFile(new File(path));
        endpoint.setConfiguration(configuration);
        endpoint.setAutoCreate(false);
        endpoint.setNoop(true); // the route itself puts the file away
        endpoint.setIdempotent(false);
        endpoint.setPreSort(true);
        endpoint.setMaxMessagesPerPoll(MOST_FILES);
        endpoint.setGreedy(true);
        endpoint.setInitialDelay(Math.min(FIRST.toMillis(), folder.every().toMillis()));
        endpoint.setDelay(folder.every().toMillis());
        endpoint.setFilter(this);
        endpoint.setPollStrategy(this);
        return endpoint;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        Instant now = clock.instant();
        if (!watch.due(route, now)) {
            return false;
        }
        broken = false;
        try {
            look = watchFolder.begin(folder, now).orElse(null);
        } catch (RuntimeException e) {
            watch.failed(route, e, now);
            return false;
        }
        if (look == null) {
            return false;
        }
        String wrong = wrongWithDirectories();
        if (wrong != null) {
            look.wrong(wrong);
            end();
            return false;
        }
        return true;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        seen.keySet().retainAll(seenThisTime);
        seenThisTime.clear();
        end();
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
        failed(cause);
        seenThisTime.clear();
        end();
        return false;
    }

    private void end() {
        try {
            watchFolder.end(look, clock.instant());
            if (!broken) {
                watch.well(route, clock.instant());
            }
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    /** Something that is no matter of one file went wrong, such as a database that is gone: the rest of the files waits. */
    void failed(Throwable why) {
        broken = true;
        watch.failed(route, why, clock.instant());
        if (look != null) {
            look.wrong("an error of Plumbline's own: " + why.getClass().getSimpleName() + ", see the log");
        }
    }

    private String wrongWithDirectories() {
        Path directory = folder.directory();
        if (!Files.isDirectory(directory)) {
            return "the folder " + directory + " does not exist";
        }
        for (Path needed : new Path[] {directory, directory.resolve(DONE), directory.resolve(FAILED)}) {
            try {
                Files.createDirectories(needed);
            } catch (IOException e) {
                return "the folder " + needed + " cannot be made: " + e.getClass().getSimpleName();
            }
            if (!Files.isReadable(needed) || !Files.isWritable(needed) || !Files.isExecutable(needed)) {
                return "the folder " + needed + " must be readable and writable for Plumbline";
            }
        }
        return null;
    }

    @Override
    public boolean accept(GenericFile<File> found) {
        Path file = found.getFile().toPath();
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.matches("(?s).*\\.(tmp|part|partial|filepart)|~.*")) {
            return false; // somebody writes it at this moment and renames it afterwards
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                look.wrong(printable(file) + " is no plain file and stays where it is");
            }
            return false;
        }
        if (!Files.isReadable(file)) {
            look.wrong(printable(file) + " must be readable for Plumbline");
            return false;
        }
        seenThisTime.add(file);
        Instant now = clock.instant();
        Seen before = seen.get(file);
        boolean same = before != null && before.length() == found.getFileLength() && before.modified() == found.getLastModified();
        Seen known = same ? before : new Seen(found.getFileLength(), found.getLastModified(), now);
        seen.put(file, known);
        return !now.isBefore(known.since().plus(folder.settle()));
    }

    void read(Exchange exchange) {
        Path file = exchange.getMessage().getBody(GenericFile.class) == null ? null : ((File) exchange.getMessage().getBody(GenericFile.class).getFile()).toPath();
        if (broken || file == null) {
            exchange.setRouteStop(true);
            return;
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            exchange.setProperty(FILE, new Taken(file, attributes(file)));
            exchange.getMessage().setBody(in.readNBytes(DeliveryFormat.MOST_BYTES + 1));
        } catch (IOException e) {
            look.wrong(printable(file) + " cannot be read: " + e.getClass().getSimpleName());
            exchange.setRouteStop(true);
        }
    }

    void receive(Exchange exchange) {
        Path file = exchange.getProperty(FILE, Taken.class).path();
        exchange.getMessage().setBody(receiveFile.receive(exchange.getMessage().getBody(byte[].class), file.getFileName().toString(), folder, clock.instant()));
    }

    void fileAway(Exchange exchange) {
        Taken taken = exchange.getProperty(FILE, Taken.class);
        ReceiveFile.Filed filed = exchange.getMessage().getBody(ReceiveFile.Filed.class);
        look.took(filed);
        Path to = free(folder.directory().resolve(filed.clean() ? DONE : FAILED), taken.path().getFileName().toString());
        try {
            Path report = to.resolveSibling(to.getFileName() + ".report.txt");
            Files.deleteIfExists(report);
            Files.writeString(report, filed.report(), java.nio.file.StandardOpenOption.CREATE_NEW, java.nio.file.StandardOpenOption.WRITE);
            Files.move(taken.path(), to);
            if (!same(taken.attributes(), attributes(to)) && !Files.exists(taken.path(), LinkOption.NOFOLLOW_LINKS)) {
                Files.move(to, taken.path()); // somebody put another in its place meanwhile: that one has not been read
            }
            LOG.info("{}: {} is in {}: {} accepted, {} amended, {} duplicates, {} refused", route, printable(taken.path()), to.getParent().getFileName(),
                    filed.accepted(), filed.amended(), filed.duplicates(), filed.refused());
        } catch (IOException e) {
            broken = true; // or this one would be read again and again
            look.wrong(printable(taken.path()) + " was taken, but cannot be moved to " + to.getParent().getFileName() + ": " + e.getClass().getSimpleName());
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean same(BasicFileAttributes a, BasicFileAttributes b) {
        return java.util.Objects.equals(a.fileKey(), b.fileKey()) && a.size() == b.size() && a.lastModifiedTime().equals(b.lastModifiedTime());
    }

    /** A name that is not taken yet: {@code orders.csv}, {@code orders-2.csv}, … */
    private static Path free(Path directory, String name) {
        String plain = shortened(name.replaceAll("[\\p{Cntrl}\\\\/]", "_"));
        int dot = plain.lastIndexOf('.');
        String stem = dot > 0 ? plain.substring(0, dot) : plain;
        String ending = dot > 0 ? plain.substring(dot) : "";
        Path free = directory.resolve(plain);
        for (int n = 2; Files.exists(free, LinkOption.NOFOLLOW_LINKS); n++) {
            free = directory.resolve(stem + "-" + n + ending);
        }
        return free;
    }

    /** File systems take 255 bytes, and a number and the ending of the report come on top. */
    private static String shortened(String name) {
        int dot = Math.max(name.lastIndexOf('.'), name.length() - 12);
        String ending = name.substring(dot);
        String stem = name.substring(0, dot);
        while (!stem.isEmpty() && (stem + ending).getBytes(StandardCharsets.UTF_8).length > 220) {
            stem = stem.substring(0, stem.length() - 1);
        }
        return stem + ending;
    }

    private static String printable(Path file) {
        return file.getFileName().toString().replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
