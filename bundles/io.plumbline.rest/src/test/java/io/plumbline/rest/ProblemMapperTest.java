package io.plumbline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import javax.ws.rs.core.Response;

import org.junit.Test;

import io.plumbline.application.StoreFault;

public class ProblemMapperTest {
    private static StoreFault fault(boolean passing) {
        return new StoreFault("SQLSTATE 08006 at: select secret", null) {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean passing() {
                return passing;
            }
        };
    }

    @Test
    public void whoMeetsADatabaseThatTakesNoWorkIsToldToComeBackAndABugIsABug() {
        Response later = new ProblemMapper().toResponse(fault(true));
        assertThat(later.getStatus()).isEqualTo(503);
        assertThat(later.getHeaderString("Retry-After")).isEqualTo("5");
        assertThat(later.getEntity().toString()).doesNotContain("secret");
        assertThat(new ProblemMapper().toResponse(fault(false)).getStatus()).isEqualTo(500);
    }
}
