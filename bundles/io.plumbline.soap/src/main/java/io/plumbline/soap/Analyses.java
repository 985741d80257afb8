package io.plumbline.soap;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.plumbline.domain.Problem;
import io.plumbline.domain.nonconformity.Analysis.Bone;
import io.plumbline.soap.v1.Analysis;
import io.plumbline.soap.v1.Contrast;
import io.plumbline.soap.v1.FiveWhys;
import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.IsIsNot;
import io.plumbline.soap.v1.Ishikawa;
import io.plumbline.soap.v1.IshikawaBone;

/** How a cause was looked for: what the schema calls an analysis, and what the domain does. */
final class Analyses {
    private static final Pattern WHY = Pattern.compile("whys(?:\\[(\\d+)])?");
    private static final Pattern BONE = Pattern.compile("causes\\.([A-Z]+)(?:\\[(\\d+)])?");
    private static final Pattern CONTRAST = Pattern.compile("contrasts(?:\\[(\\d+)]\\.(\\w+))?");

    private Analyses() {
    }

    /** The schema has seen that one of the methods is there. */
    static io.plumbline.domain.nonconformity.Analysis read(Analysis a) throws InvalidRequest {
        if (a.getFiveWhys() != null) {
            return new io.plumbline.domain.nonconformity.Analysis.FiveWhys(a.getFiveWhys().getWhy());
        }
        if (a.getIshikawa() != null) {
            Map<Bone, List<String>> causes = new EnumMap<>(Bone.class);
            List<IshikawaBone> bones = a.getIshikawa().getBone();
            for (IshikawaBone bone : bones) {
                if (causes.put(Bone.valueOf(bone.getName().name()), bone.getCause()) != null) {
                    throw Refusals.invalidRequest(List.of(new Problem("analysis/ishikawa/bone[" + (bones.indexOf(bone) + 1) + "]/name", bone.getName().name(), "each bone once")));
                }
            }
            return new io.plumbline.domain.nonconformity.Analysis.Ishikawa(causes, a.getIshikawa().getConclusion());
        }
        if (a.getIsIsNot() != null) {
            return new io.plumbline.domain.nonconformity.Analysis.IsIsNot(a.getIsIsNot().getContrast().stream()
                    .map(c -> new io.plumbline.domain.nonconformity.Analysis.Contrast(c.getQuestion(), c.getIs(), c.getIsNot(), c.getDistinction())).toList(),
                    a.getIsIsNot().getConclusion());
        }
        return new io.plumbline.domain.nonconformity.Analysis.FreeText(a.getFreeText());
    }

    static Analysis told(io.plumbline.domain.nonconformity.Analysis a) {
        Analysis told = new Analysis();
        if (a instanceof io.plumbline.domain.nonconformity.Analysis.FiveWhys whys) {
            FiveWhys five = new FiveWhys();
            whys.answers().forEach(w -> five.getWhy().add(Replies.text(w)));
            told.setFiveWhys(five);
        } else if (a instanceof io.plumbline.domain.nonconformity.Analysis.Ishikawa diagram) {
            told.setIshikawa(diagram(diagram));
        } else if (a instanceof io.plumbline.domain.nonconformity.Analysis.IsIsNot comparison) {
            IsIsNot both = new IsIsNot();
            comparison.contrasts().forEach(c -> both.getContrast().add(contrast(c)));
            both.setConclusion(Replies.text(a.conclusion()));
            told.setIsIsNot(both);
        } else {
            told.setFreeText(Replies.text(a.conclusion()));
        }
        return told;
    }

    private static Ishikawa diagram(io.plumbline.domain.nonconformity.Analysis.Ishikawa diagram) {
        Ishikawa drawn = new Ishikawa();
        diagram.causes().forEach((name, causes) -> {
            IshikawaBone bone = new IshikawaBone();
            bone.setName(io.plumbline.soap.v1.Bone.fromValue(name.name()));
            causes.forEach(c -> bone.getCause().add(Replies.text(c)));
            drawn.getBone().add(bone);
        });
        drawn.setConclusion(Replies.text(diagram.conclusion()));
        return drawn;
    }

    private static Contrast contrast(io.plumbline.domain.nonconformity.Analysis.Contrast c) {
        Contrast contrast = new Contrast();
        contrast.setQuestion(Replies.text(c.question()));
        contrast.setIs(Replies.text(c.is()));
        contrast.setIsNot(Replies.text(c.isNot()));
        contrast.setDistinction(Replies.text(c.distinction()));
        return contrast;
    }

    /** A problem of the domain, such as {@code causes.MAN[0]}, at the path of its element, such as {@code analysis/ishikawa/bone[2]/cause[1]}. */
    static Problem inWordsOfTheSchema(Problem p, Analysis of) {
        String method = of.getFiveWhys() != null ? "fiveWhys" : of.getIshikawa() != null ? "ishikawa" : of.getIsIsNot() != null ? "isIsNot" : "freeText";
        String at = "analysis/" + method;
        Matcher why = WHY.matcher(p.field());
        if (why.matches()) {
            return p.at(at + counted("/why", why.group(1)));
        }
        Matcher bone = BONE.matcher(p.field());
        if (bone.matches()) {
            List<io.plumbline.soap.v1.Bone> names = of.getIshikawa().getBone().stream().map(IshikawaBone::getName).toList();
            return p.at(at + "/bone[" + (names.indexOf(io.plumbline.soap.v1.Bone.fromValue(bone.group(1))) + 1) + "]" + counted("/cause", bone.group(2)));
        }
        Matcher contrast = CONTRAST.matcher(p.field());
        if (contrast.matches()) {
            return p.at(at + counted("/contrast", contrast.group(1)) + (contrast.group(2) == null ? "" : "/" + contrast.group(2)));
        }
        return p.at(p.field().equals("conclusion") ? at + "/conclusion" : p.field().equals("text") ? at : p.field());
    }

    /** The schema counts from 1. */
    private static String counted(String element, String index) {
        return index == null ? "" : element + "[" + (Integer.parseInt(index) + 1) + "]";
    }
}
