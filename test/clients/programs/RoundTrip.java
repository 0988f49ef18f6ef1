import client.ApiClient;
import client.ApiException;
import client.api.UsageApi;
import client.model.RelatedParty;
import client.model.Usage;
import client.model.UsageCharacteristic;
import client.model.UsageCreate;
import client.model.UsageSpecificationRef;
import client.model.UsageUpdate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A round trip with the client that openapi-generator makes for Java. */
public class RoundTrip {
  static final String PARTY = "java/47 11+ä&b";

  static UsageCreate usage(String day, UsageCreate.StatusEnum status) {
    return new UsageCreate()
        .usageSpecification(new UsageSpecificationRef().id("specification-java"))
        .usageDate(OffsetDateTime.parse(day))
        .usageType("Voice")
        .status(status)
        .description("Call, 50%")
        .addRelatedPartyItem(new RelatedParty().id(PARTY).atReferredType("Individual"))
        .addUsageCharacteristicItem(new UsageCharacteristic().name("duration").value(312));
  }

  static void equal(Object found, Object wanted) {
    if (!Objects.equals(found, wanted)) throw new AssertionError(found + " is not " + wanted);
  }

  static UsageApi api;

  static List<String> ids(UnaryOperator<UsageApi.APIListUsageRequest.Builder> filters) throws ApiException {
    var request = filters.apply(UsageApi.APIListUsageRequest.newBuilder()).build();
    return api.listUsage(request).stream().map(Usage::getId).toList();
  }

  static Usage retrieve(String id) throws ApiException {
    return api.retrieveUsage(UsageApi.APIRetrieveUsageRequest.newBuilder().id(id).build());
  }

  static Usage create(UsageCreate usage) throws ApiException {
    return api.createUsage(UsageApi.APICreateUsageRequest.newBuilder().usageCreate(usage).build());
  }

  public static void main(String[] arguments) throws ApiException {
    ApiClient client = new ApiClient();
    client.updateBaseUri(arguments[0]);
    api = new UsageApi(client);

    Usage created = create(usage("2026-11-23T10:14:00Z", UsageCreate.StatusEnum.RECEIVED));
    Usage other = create(usage("2026-12-24T10:14:00Z", UsageCreate.StatusEnum.GUIDED));
    equal(created.getStatus(), Usage.StatusEnum.RECEIVED);

    List<String> both = List.of(other.getId(), created.getId());
    equal(ids(filters -> filters.party(PARTY)), both);
    equal(ids(filters -> filters.relatedPartyId(PARTY).usageType("Voice")), both);
    equal(ids(filters -> filters.any(PARTY)), both);
    equal(ids(filters -> filters.party(PARTY).status("received")), List.of(created.getId()));
    equal(ids(filters -> filters.party(PARTY).status("rated")), List.of());
    equal(ids(filters -> filters.party(PARTY).usageDateGte("2026-12-01")), List.of(other.getId()));
    equal(ids(filters -> filters.party(PARTY).usageDateLt("2026-12-01T00:00:00+01:00")), List.of(created.getId()));
    equal(ids(filters -> filters.party(PARTY).limit(1)), List.of(other.getId()));

    var selected = UsageApi.APIListUsageRequest.newBuilder().id(created.getId()).fields("status,relatedParty.id");
    Usage partial = api.listUsage(selected.build()).get(0);
    equal(partial.getRelatedParty().get(0).getId(), PARTY);
    equal(partial.getUsageDate(), null);

    Usage read = retrieve(created.getId());
    equal(read.getDescription(), "Call, 50%");
    equal(read.getUsageCharacteristic().get(0).getValue(), 312);
    UsageUpdate change = new UsageUpdate().description("Corrected").usageType(null);
    Usage patched =
        api.patchUsage(
            UsageApi.APIPatchUsageRequest.newBuilder().id(created.getId()).usageUpdate(change).build());
    equal(patched.getDescription(), "Corrected");
    equal(patched.getUsageType(), null);

    for (String id : both) api.deleteUsage(UsageApi.APIDeleteUsageRequest.newBuilder().id(id).build());
    try {
      retrieve(created.getId());
      throw new AssertionError("the usage is still there");
    } catch (ApiException error) {
      equal(error.getCode(), 404);
    }
  }
}
