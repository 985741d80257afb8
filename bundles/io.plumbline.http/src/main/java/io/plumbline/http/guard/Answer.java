package io.plumbline.http.guard;

import java.util.Map;

/** What the guard says in place of the guest. */
sealed interface Answer {

    /**
     * @param kind     for machines, the end of the problem's type: stable, and one of those that the OpenAPI document names
     * @param sentence what is wrong and what to do about it
     * @param headers  such as Allow, Retry-After
     */
    record Refusal(int status, String kind, String sentence, Map<String, String> headers) implements Answer {
        Refusal(int status, String kind, String sentence) {
            this(status, kind, sentence, Map.of());
        }

        /** The connection ends, because what is still under way on it is not wanted. */
        Refusal closing() {
            return new Refusal(status, kind, sentence, Map.of("Connection", "close"));
        }
    }

    /** What a browser asked before a script of another site may call: yes, by these headers. */
    record Granted(Map<String, String> headers) implements Answer {
    }

    /** @param path on this host */
    record Redirect(String path) implements Answer {
    }
}
