package io.plumbline.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;

import org.junit.Rule;
import org.junit.Test;

import io.plumbline.domain.access.Role;

public class SetupDoorTest {
    @Rule
    public final TestRoom room = new TestRoom(Path.of("target", "setup-door-code"));

    @Test
    public void withoutAnyUserPagesLeadToTheSetup() throws Exception {
        HttpResponse<String> response = room.get("/inbox");
        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Location")).hasValue("/setup");
        assertThat(room.get("/setup").statusCode()).isEqualTo(200);
        assertThat(room.get("/api/v1/deliveries").statusCode()).isEqualTo(401);

        room.memory.user("operator", TestRoom.PASSWORD, Role.OPERATOR);
        assertThat(room.get("/setup").headers().firstValue("Location")).as("closed as soon as there is a user").hasValue("/login");
        assertThat(room.post("/setup", "code=x").statusCode()).isEqualTo(303);
    }

    @Test
    public void codesAreTriedTenTimesInAQuarterOfAnHour() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(room.post("/setup", "code=" + i).statusCode()).isEqualTo(200);
        }
        assertThat(room.post("/setup", "code=x").statusCode()).isEqualTo(429);
        room.now = room.now.plusSeconds(900);
        assertThat(room.post("/setup", "code=x").statusCode()).isEqualTo(200);
        assertThat(room.post("/setup", "code=x", "Origin", "https://evil.example").statusCode()).isEqualTo(403);
    }
}
