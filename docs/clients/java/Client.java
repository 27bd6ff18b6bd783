import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/**
 * Asks for one deadline and for a batch, with Jackson and the HTTP client of Java 11.
 *
 * <pre>java -cp jackson-core.jar:jackson-databind.jar:jackson-annotations.jar:. Client http://127.0.0.1:8080</pre>
 */
public class Client {
  /** A question; what is null is left out. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public static class Question {
    public String ref;
    public String rule;
    public String trigger;
    public Double days;

    Question(String ref, String rule, String trigger, Double days) {
      this.ref = ref;
      this.rule = rule;
      this.trigger = trigger;
      this.days = days;
    }
  }

  public static class Batch {
    public List<Question> items;

    Batch(List<Question> items) {
      this.items = items;
    }
  }

  /**
   * An answer, or a problem, which has a code. Fields may be added within v1, so those that
   * are not known are ignored.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public static class Result {
    public String ref;
    public String rule;
    public String shape;
    public String due;
    public String certainty;

    @JsonProperty("approver_side")
    public String approverSide;

    public String code;
    public String detail;

    /** What it came to: its problem, its day, or what there is in its place. */
    String outcome() {
      return code != null ? code : due != null ? due : approverSide;
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  public static class Results {
    public List<Result> results;
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;

  Client(String base) {
    this.base = base;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.header("Accept-Language", "en").build(), BodyHandlers.ofString());
  }

  Result deadline(String rule, String trigger) throws IOException, InterruptedException {
    URI uri = URI.create(base + "/v1/deadlines?trace=false&rule=" + rule + "&trigger=" + trigger);
    return JSON.readValue(send(HttpRequest.newBuilder(uri)).body(), Result.class);
  }

  Results batch(List<Question> items) throws IOException, InterruptedException {
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(URI.create(base + "/v1/deadlines/batch"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(new Batch(items)))));
    if (response.statusCode() != 200) {
      throw new IOException(JSON.readValue(response.body(), Result.class).detail);
    }
    return JSON.readValue(response.body(), Results.class);
  }

  public static void main(String[] args) throws Exception {
    Client client = new Client(args[0]);
    Result one = client.deadline("xihe.countersign-reply", "2026-02-09");
    System.out.println("due " + one.due + " " + one.certainty);

    List<Question> matters =
        List.of(
            new Question("A-17", "xihe.countersign-reply", "2026-02-09", null),
            new Question("A-18", "tiexi.absence-approver", null, 2.0),
            new Question("A-19", "no.such-rule", "2026-02-09", null));
    for (Result item : client.batch(matters).results) {
      System.out.println(item.ref + " " + item.outcome());
    }
    System.out.println("refused " + client.deadline("xihe.countersign-reply", "yesterday").code);
  }
}
