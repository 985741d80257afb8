package io.plumbline.application.delivery;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.delivery.DeliveryFormat.Malformed;
import io.plumbline.application.delivery.ReceiveDeliveries.Receipt;
import io.plumbline.application.delivery.ReceiveDeliveries.Verdict;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Problem;

/**
 * Takes a file from a drop folder: its good records are taken, its bad ones stand in the report. The same file once more is a file of
 * duplicates. Nothing of it goes to the quarantine, because the file itself is kept.
 */
@Component(service = ReceiveFile.class)
public final class ReceiveFile {
    private static final int MOST_LISTED = 1000;

    private final ReceiveDeliveries receive;

    @Activate
    public ReceiveFile(@Reference ReceiveDeliveries receive) {
        this.receive = receive;
    }

    /**
     * What became of the file.
     *
     * @param clean  nothing was refused
     * @param report for people: what was taken, and line, column, value and reason of what was not
     */
    public record Filed(int accepted, int amended, int duplicates, int refused, boolean clean, String report) {
    }

    /**
     * @param document its bytes; more than {@link DeliveryFormat#MOST_BYTES} are refused as a whole, so no more need be read
     * @param fileName which says by its ending what format it has
     * @param folder   where it lay; its name is the deliveries' connector
     */
    public Filed receive(byte[] document, String fileName, DropFolder folder, Instant now) {
        if (document.length > DeliveryFormat.MOST_BYTES) {
            return whole(new Problem("file", fileName, "a file of at most 1 MB (" + DeliveryFormat.MOST_BYTES + " bytes); nothing of it was taken"), fileName, folder, now);
        }
        Optional<DeliveryFormat> format = receive.formatOfFile(fileName);
        if (format.isEmpty()) {
            return whole(new Problem("file name", fileName, "an ending that says what it holds: .csv, .json or .xml; nothing of it was taken"), fileName, folder, now);
        }
        try {
            return sorted(receive.receive(document, format.get(), folder.name(), Actor.connector(folder.name()), now), fileName, folder, now);
        } catch (Malformed e) {
            return whole(e.problem(), fileName, folder, now);
        }
    }

    private static Filed whole(Problem problem, String fileName, DropFolder folder, Instant now) {
        String report = head(fileName, folder, now) + "The file was refused as a whole:\n" + shown(problem);
        return new Filed(0, 0, 0, 0, false, report);
    }

    private static Filed sorted(List<Receipt> receipts, String fileName, DropFolder folder, Instant now) {
        int accepted = count(receipts, Verdict.ACCEPTED);
        int amended = count(receipts, Verdict.AMENDED);
        int duplicates = count(receipts, Verdict.DUPLICATE);
        int refused = count(receipts, Verdict.REFUSED);
        StringBuilder report = new StringBuilder(head(fileName, folder, now))
                .append("accepted:   ").append(accepted).append('\n')
                .append("amended:    ").append(amended).append('\n')
                .append("duplicates: ").append(duplicates).append('\n')
                .append("refused:    ").append(refused).append('\n');
        receipts.stream().filter(r -> r.verdict() == Verdict.REFUSED).limit(MOST_LISTED).forEach(r -> report.append('\n').append(shown(r)));
        if (refused > MOST_LISTED) {
            report.append("\n… and ").append(refused - MOST_LISTED).append(" more\n");
        }
        return new Filed(accepted, amended, duplicates, refused, refused == 0, report.toString());
    }

    private static int count(List<Receipt> receipts, Verdict verdict) {
        return (int) receipts.stream().filter(r -> r.verdict() == verdict).count();
    }

    private static String head(String fileName, DropFolder folder, Instant now) {
        return "file:       " + printable(fileName) + "\nfolder:     " + folder.name() + "\nread at:    " + now.truncatedTo(ChronoUnit.SECONDS) + "\n\n";
    }

    private static String shown(Receipt receipt) {
        StringBuilder text = new StringBuilder(printable(receipt.position()));
        if (receipt.identity() != null) {
            text.append(", ").append(printable(receipt.identity()));
        }
        text.append('\n');
        receipt.problems().forEach(p -> text.append(shown(p)));
        return text.toString();
    }

    private static String shown(Problem problem) {
        return "  " + printable(problem.text()) + "\n";
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
