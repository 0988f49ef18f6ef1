// A round trip with the client that openapi-generator makes for Go.
package main

import (
	"context"
	"os"
	"reflect"
	"time"

	tallyman "example.org/tallyman"
)

const party = "go/47 11+ä&b"

func equal(found, wanted any) {
	if !reflect.DeepEqual(found, wanted) {
		panic([]any{found, "is not", wanted})
	}
}

func must[Result any](result Result, _ any, err error) Result {
	if err != nil {
		panic(err)
	}
	return result
}

func usage(day string, status string) tallyman.UsageCreate {
	date, _ := time.Parse(time.RFC3339, day)
	usage := tallyman.NewUsageCreate(*tallyman.NewUsageSpecificationRef("specification-go"))
	usage.SetUsageDate(date)
	usage.SetUsageType("Voice")
	usage.SetStatus(status)
	usage.SetDescription("Call, 50%")
	customer := *tallyman.NewRelatedParty(party, "Individual")
	usage.SetRelatedParty([]tallyman.RelatedParty{customer})
	usage.SetUsageCharacteristic([]tallyman.UsageCharacteristic{*tallyman.NewUsageCharacteristic("duration", 312)})
	return *usage
}

func main() {
	configuration := tallyman.NewConfiguration()
	configuration.Servers = tallyman.ServerConfigurations{{URL: os.Args[1]}}
	api := tallyman.NewAPIClient(configuration).UsageAPI
	ctx := context.Background()
	list := func() tallyman.ApiListUsageRequest { return api.ListUsage(ctx) }
	ids := func(request tallyman.ApiListUsageRequest) []string {
		found := []string{}
		for _, one := range must(request.Execute()) {
			found = append(found, one.Id)
		}
		return found
	}

	created := must(api.CreateUsage(ctx).UsageCreate(usage("2026-11-23T10:14:00Z", "received")).Execute())
	equal(created.GetStatus(), "received")
	other := must(api.CreateUsage(ctx).UsageCreate(usage("2026-12-24T10:14:00Z", "guided")).Execute())

	both := []string{other.Id, created.Id}
	equal(ids(list().Party(party)), both)
	equal(ids(list().RelatedPartyId(party).UsageType("Voice")), both)
	equal(ids(list().Any(party)), both)
	equal(ids(list().Party(party).Status("received")), []string{created.Id})
	equal(ids(list().Party(party).Status("rated")), []string{})
	equal(ids(list().Party(party).UsageDateGte("2026-12-01")), []string{other.Id})
	equal(ids(list().Party(party).UsageDateLt("2026-12-01T00:00:00+01:00")), []string{created.Id})
	equal(ids(list().Party(party).Limit(1)), []string{other.Id})

	partial := must(list().Id(created.Id).Fields("status,relatedParty.id").Execute())[0]
	equal([]any{partial.GetStatus(), partial.HasUsageDate(), partial.RelatedParty[0].GetId()}, []any{"received", false, party})

	read := must(api.RetrieveUsage(ctx, created.Id).Execute())
	equal([]any{read.GetDescription(), read.UsageCharacteristic[0].Value}, []any{"Call, 50%", float64(312)})
	change := tallyman.NewUsageUpdate()
	change.SetDescription("Corrected")
	change.SetUsageTypeNil()
	patched := must(api.PatchUsage(ctx, created.Id).UsageUpdate(*change).Execute())
	equal([]any{patched.GetDescription(), patched.HasUsageType(), patched.GetStatus()}, []any{"Corrected", false, "received"})

	for _, id := range both {
		if _, err := api.DeleteUsage(ctx, id).Execute(); err != nil {
			panic(err)
		}
	}
	_, response, err := api.RetrieveUsage(ctx, created.Id).Execute()
	equal([]any{response.StatusCode, err != nil}, []any{404, true})
}
