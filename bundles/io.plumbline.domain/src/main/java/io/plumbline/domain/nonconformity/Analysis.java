package io.plumbline.domain.nonconformity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.plumbline.domain.Problem;

/**
 * How a cause was looked for, kept as structure so that it can be drawn, searched and counted. Each method leads to a conclusion: the
 * cause in words.
 */
public sealed interface Analysis {
    int MOST_WORDS = 500;

    /** The cause that it leads to; empty while it leads nowhere. */
    String conclusion();

    List<Problem> problems();

    /**
     * The 5 Whys (Ohno): each answer is asked why again; the last one is the cause.
     *
     * @param answers 2 to 7 of them, first to last: one answer is a symptom, not a cause
     */
    record FiveWhys(List<String> answers) implements Analysis {
        private static final int LEAST = 2;
        private static final int MOST = 7;

        public FiveWhys {
            answers = List.copyOf(answers);
        }

        @Override
        public String conclusion() {
            return answers.isEmpty() ? "" : answers.get(answers.size() - 1);
        }

        @Override
        public List<Problem> problems() {
            List<Problem> problems = new ArrayList<>();
            if (answers.size() < LEAST || answers.size() > MOST) {
                problems.add(new Problem("whys", Integer.toString(answers.size()), "2 to 7 answers, each to why the one before it came about"));
            }
            for (int i = 0; i < answers.size(); i++) {
                Words.check("whys[" + i + "]", answers.get(i), MOST_WORDS, problems);
            }
            return problems;
        }
    }

    /** The bones of Ishikawa's diagram: the 8 M. */
    enum Bone { MAN, MACHINE, MATERIAL, METHOD, MEASUREMENT, MILIEU, MANAGEMENT, MONEY }

    /**
     * Ishikawa's cause and effect diagram.
     *
     * @param causes     possible causes by bone
     * @param conclusion the one that it comes down to; one of {@code causes}
     */
    record Ishikawa(Map<Bone, List<String>> causes, String conclusion) implements Analysis {
        private static final int MOST_OF_A_BONE = 12;

        public Ishikawa {
            EnumMap<Bone, List<String>> copy = new EnumMap<>(Bone.class);
            causes.forEach((bone, list) -> copy.put(bone, List.copyOf(list)));
            causes = Collections.unmodifiableMap(copy);
            conclusion = conclusion == null ? "" : conclusion;
        }

        @Override
        public List<Problem> problems() {
            List<Problem> problems = new ArrayList<>();
            causes.forEach((bone, list) -> {
                if (list.size() > MOST_OF_A_BONE) {
                    problems.add(new Problem("causes." + bone, Integer.toString(list.size()), "at most " + MOST_OF_A_BONE));
                }
                for (int i = 0; i < list.size(); i++) {
                    Words.check("causes." + bone + "[" + i + "]", list.get(i), MOST_WORDS, problems);
                }
            });
            if (causes.values().stream().noneMatch(list -> list.contains(conclusion))) {
                problems.add(new Problem("conclusion", conclusion, "one of the causes in the diagram, word for word"));
            }
            return problems;
        }
    }

    /**
     * One question of an is/is-not comparison (Kepner and Tregoe).
     *
     * @param question    such as what, where, when, how many
     * @param distinction what sets the one apart from the other
     */
    record Contrast(String question, String is, String isNot, String distinction) {
    }

    /**
     * The is/is-not comparison.
     *
     * @param conclusion the cause that explains both sides of every line
     */
    record IsIsNot(List<Contrast> contrasts, String conclusion) implements Analysis {
        private static final int MOST = 20;

        public IsIsNot {
            contrasts = List.copyOf(contrasts);
            conclusion = conclusion == null ? "" : conclusion;
        }

        @Override
        public List<Problem> problems() {
            List<Problem> problems = new ArrayList<>();
            if (contrasts.isEmpty() || contrasts.size() > MOST) {
                problems.add(new Problem("contrasts", Integer.toString(contrasts.size()), "1 to " + MOST));
            }
            for (int i = 0; i < contrasts.size(); i++) {
                Contrast c = contrasts.get(i);
                String at = "contrasts[" + i + "].";
                Words.check(at + "question", c.question(), MOST_WORDS, problems);
                Words.check(at + "is", c.is(), MOST_WORDS, problems);
                Words.check(at + "isNot", c.isNot(), MOST_WORDS, problems);
            }
            Words.check("conclusion", conclusion, MOST_WORDS, problems);
            return problems;
        }
    }

    /** The cause in words, without a method. */
    record FreeText(String text) implements Analysis {
        public FreeText {
            text = text == null ? "" : text;
        }

        @Override
        public String conclusion() {
            return text;
        }

        @Override
        public List<Problem> problems() {
            List<Problem> problems = new ArrayList<>();
            Words.check("text", text, Containment.MOST_WORDS, problems);
            return problems;
        }
    }
}
