package io.plumbline.store;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.operation.DatabaseBackups;
import io.plumbline.domain.journal.Journal;

/** Derby's own online backup, looked through afterwards. PostgreSQL is left to PostgreSQL's tools. */
@Component
public final class DerbyBackups implements DatabaseBackups {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'plumbline-'yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private final Sql sql;
    private final Databases databases;

    @Activate
    public DerbyBackups(@Reference Sql sql, @Reference Databases databases) {
        this.sql = sql;
        this.databases = databases;
    }

    @Override
    public Outcome backUp(Path folder, Instant now) {
        if (sql.vendor().postgresql()) {
            return new Outcome.Refused("Plumbline runs on PostgreSQL, whose own tools make its backups: pg_dump --format=custom --file=plumbline.dump and the name of the"
                    + " database; etc/README.md says more");
        }
        Path copy = folder.toAbsolutePath().normalize().resolve(NAME.format(now));
        try {
            if (!Files.isDirectory(folder)) {
                return new Outcome.Refused(folder + " is no folder");
            }
            if (Files.exists(copy)) {
                return new Outcome.Refused(copy + " is there already");
            }
            Files.createDirectory(copy, ownerOnly()); // it will hold personal data
        } catch (IOException e) {
            return new Outcome.Refused(copy + " cannot be made: " + e.getMessage());
        }
        try {
            sql.alone(() -> sql.onConnection("call syscs_util.syscs_backup_database(?)", connection -> {
                try (CallableStatement call = connection.prepareCall("call syscs_util.syscs_backup_database(?)")) {
                    call.setString(1, copy.toString());
                    return call.execute();
                }
            }));
            return lookedThrough(copy);
        } catch (SQLException | SqlFault | IOException e) {
            return new Outcome.Refused("the copy in " + copy + " is not usable: " + SqlFault.reason(e));
        }
    }

    private Outcome lookedThrough(Path copy) throws SQLException, IOException {
        Path inside;
        try (var all = Files.list(copy)) {
            inside = all.filter(p -> Files.exists(p.resolve("service.properties"))).findFirst().orElseThrow(() -> new IOException("it holds no database"));
        }
        DataSource source = databases.derby("jdbc:derby:" + inside);
        try {
            List<Rows> tables = new ArrayList<>();
            Sql copied;
            try (Connection connection = source.getConnection()) {
                copied = new Sql(source, Vendor.of(connection));
                for (TableShape table : TableShape.content(connection)) {
                    tables.add(new Rows(table.name(), copied.number("select count(*) from " + table.name())));
                }
            }
            Journal.Verification journal = new JournalVerification(copied).run();
            return new Outcome.Made(inside, tables, journal);
        } finally {
            databases.closeDerby("jdbc:derby:" + inside);
        }
    }

    /** Derby says that a database was closed by an exception. */
    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))} : new FileAttribute<?>[0];
    }
}
