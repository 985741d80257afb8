package io.plumbline.itests;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The REST interface as a machine calls it, with HTTP Basic. */
public final class Api {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private final Running plumbline;
    private final String authorization;

    public Api(Running plumbline, String login, String password) {
        this.plumbline = plumbline;
        this.authorization = "Basic " + Base64.getEncoder().encodeToString((login + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** With the password that {@link People} gave. */
    public static Api as(Running plumbline, String login) throws IOException, InterruptedException {
        return new Api(plumbline, login, People.password(plumbline, login));
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(plumbline.at(path)).header("Authorization", authorization).build(), BodyHandlers.ofString());
    }

    public JsonNode json(String path) throws IOException, InterruptedException {
        return JsonMapper.builder().build().readTree(get(path).body());
    }

    public HttpResponse<String> post(String path, String type, byte[] body) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(plumbline.at(path)).header("Authorization", authorization).header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
    }

    /** A change of a record that was read with this tag. */
    public HttpResponse<String> change(String method, String path, String json, String tag) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(plumbline.at(path)).header("Authorization", authorization).header("Content-Type", "application/json").header("If-Match", tag)
                .method(method, BodyPublishers.ofString(json)).build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> report(String json) throws IOException, InterruptedException {
        return post("/api/v1/deliveries", "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    public static JsonNode read(HttpResponse<String> response) throws IOException {
        return JsonMapper.builder().build().readTree(response.body());
    }
}
