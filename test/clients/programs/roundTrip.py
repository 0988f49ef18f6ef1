"""A round trip with the client that openapi-generator makes for Python."""

import sys

import tallyman_client as tm
from tallyman_client.exceptions import NotFoundException

party = "python/47 11+ä&b"
api = tm.UsageApi(tm.ApiClient(tm.Configuration(host=sys.argv[1])))


def usage(**more):
    return tm.UsageCreate(
        usageSpecification=tm.UsageSpecificationRef(id="specification-python"),
        usageType="Voice",
        relatedParty=[tm.RelatedParty(id=party, role="customer", **{"@referredType": "Individual"})],
        usageCharacteristic=[tm.UsageCharacteristic(name="duration", value=312)],
        **more,
    )


def equal(found, wanted):
    assert found == wanted, f"{found!r} is not {wanted!r}"


created = api.create_usage(usage(usageDate="2026-11-23T10:14:00Z", description="Call, 50%"))
assert isinstance(created, tm.Usage), type(created)
equal(created.status, "received")
other = api.create_usage(usage(usageDate="2026-12-24T10:14:00Z", status="guided"))


def ids(**filters):
    return [one.id for one in api.list_usage(**filters)]


both = [other.id, created.id]
equal(ids(party=party), both)
equal(ids(related_party_id=party, usage_type="Voice"), both)
equal(ids(any=party), both)
equal(ids(party=party, status="received"), [created.id])
equal(ids(party=party, status="rated"), [])
equal(ids(party=party, usage_date_gte="2026-12-01"), [other.id])
equal(ids(party=party, usage_date_lt="2026-12-01T00:00:00+01:00"), [created.id])
equal(ids(party=party, usage_specification_id="specification-python", description="Call, 50%"), [created.id])
equal(ids(party=party, limit=1), [other.id])

[partial] = api.list_usage(id=created.id, fields="status,relatedParty.id")
equal((partial.status, partial.usage_date, partial.related_party[0].id), ("received", None, party))

read = api.retrieve_usage(created.id)
equal((read.description, read.usage_characteristic[0].value), ("Call, 50%", 312))
patched = api.patch_usage(created.id, tm.UsageUpdate(description="Corrected", usageType=None))
equal((patched.description, patched.usage_type, patched.status), ("Corrected", None, "received"))

specifications = tm.UsageSpecificationApi(api.api_client)
specification = specifications.create_usage_specification(tm.UsageSpecificationCreate(name="Made in Python", isBundle=False))
equal([one.id for one in specifications.list_usage_specification(name="Made in Python", is_bundle=False)], [specification.id])
specifications.delete_usage_specification(specification.id)

for one in (created, other):
    api.delete_usage(one.id)
try:
    api.retrieve_usage(created.id)
    raise AssertionError("the usage is still there")
except NotFoundException as error:
    equal(error.status, 404)
