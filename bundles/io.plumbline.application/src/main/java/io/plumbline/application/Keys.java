package io.plumbline.application;

/** Keys for what must be recognised but not read, all derived from one secret file. */
public interface Keys {
    /** 32 bytes that are always the same for the same label, and tell nothing about those of another. */
    byte[] derived(String label);

    /** Where the secret lies, for operators who make backups. */
    default String place() {
        return "";
    }

    /** For the tokens in customers' links. */
    String SURVEY_TOKENS = "survey-tokens";
    /** For the hashes under which objections are kept. */
    String OPT_OUTS = "opt-outs";
    /** For what public forms carry from page to answer. */
    String FORMS = "forms";
    /** For the secrets that webhooks are signed with. */
    String WEBHOOKS = "webhooks";
}
