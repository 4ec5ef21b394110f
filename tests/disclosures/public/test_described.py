"""What pages say of themselves to machines: meta tags of government sites, and schema.org's words."""

import json
import re
from typing import Any

from django.test import Client

from disclosures import withdrawing
from disclosures.datasets import following
from disclosures.models import Publication
from disclosures.public import described
from disclosures.public.tags import linked_data
from tests.stages import PUBLISHER

META = re.compile(r'<meta name="([A-Z]\w+)" content="([^"]*)">')
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
FIRST = "/liaoyuan/2024/v1/"


def html(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def told(client: Client, address: str = FIRST) -> dict[str, Any]:
    (found,) = DATA.findall(html(client, address))
    data: dict[str, Any] = json.loads(found)
    assert data["@context"] == "https://schema.org"
    return data


def test_the_tags_of_a_report(client: Client, published: Publication, settings: Any) -> None:
    settings.SITE_NAME, settings.SITE_ADDRESS, settings.SITE_ID_CODE = (
        "某省门户",
        "https://js.example:8443",
        "",
    )
    tags = dict(META.findall(html(client, FIRST)))
    assert (tags["SiteName"], tags["SiteDomain"], "SiteIDCode" in tags) == ("某省门户", "js.example", False)
    assert tags["ColumnName"] == "决算" and tags["ColumnType"] == "信息公开"
    assert tags["ArticleTitle"] == published.title and tags["ContentSource"] == published.unit_name
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", tags["PubDate"])
    assert tags["Url"] == "https://js.example:8443/liaoyuan/2024/v1/"
    assert published.unit_name in tags["Keywords"]


def test_every_page_names_its_site_and_column(client: Client, published: Publication, settings: Any) -> None:
    settings.SITE_ID_CODE = "2200000001"
    for address in ("/", "/liaoyuan/", "/search/", "/verify/", "/board/2024/", f"{FIRST}checks/", "/data/"):
        page = html(client, address)
        tags = META.findall(page)
        names = [name for name, _ in tags]
        assert {"SiteName", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords"} <= set(names)
        assert len(set(names)) == len(names) and dict(tags)["SiteIDCode"] == "2200000001", address
        assert len(re.findall('<meta name="description"', page)) == 1, address


def test_a_version_is_a_dataset_with_its_files(client: Client, published: Publication) -> None:
    data = told(client)
    assert (data["@type"], data["name"], data["identifier"]) == ("Dataset", published.title, published.code)
    assert data["url"] == f"http://testserver{FIRST}" and data["version"] == "1"
    assert data["temporalCoverage"] == "2024-01-01/2024-12-31" and "license" not in data
    assert 50 <= len(data["description"]) <= 5000
    assert data["creator"]["@type"] == data["publisher"]["@type"] == "GovernmentOrganization"
    files = {each["encodingFormat"]: each for each in data["distribution"]}
    pdf = files["application/pdf"]
    assert pdf["contentUrl"] == f"http://testserver{FIRST}report.pdf"
    assert pdf["sha256"] == published.manifest["report.pdf"]["sha256"]
    for each in data["distribution"]:
        assert client.get(each["contentUrl"].removeprefix("http://testserver")).status_code == 200


def test_a_correction_names_what_it_corrects_until_that_is_withdrawn(
    client: Client, corrected: Publication
) -> None:
    assert told(client, "/liaoyuan/2024/v2/")["isBasedOn"] == f"http://testserver{FIRST}"
    withdrawing.withdraw(corrected.corrects, by=PUBLISHER, reason="涉及个人信息")  # type: ignore[arg-type]
    assert "isBasedOn" not in told(client, "/liaoyuan/2024/v2/")


def test_a_licence_is_told_where_there_is_one(client: Client, published: Publication, settings: Any) -> None:
    settings.DATA_TERMS = "https://example.gov.cn/terms"
    assert told(client)["license"] == "https://example.gov.cn/terms"


def test_a_unit_is_a_catalogue_of_what_stands(client: Client, corrected: Publication) -> None:
    (only,) = told(client, "/liaoyuan/")["dataset"]
    assert only["identifier"] == corrected.code and only["url"].endswith("/liaoyuan/2024/v2/")
    withdrawing.withdraw(corrected, by=PUBLISHER, reason="涉及个人信息")
    assert told(client, "/liaoyuan/")["dataset"] == []


def test_the_data_page_is_the_catalogue_of_all(client: Client, published: Publication) -> None:
    assert told(client, "/data/")["dataset"] == []
    following.make("2024")
    data = told(client, "/data/")
    (only,) = data["dataset"]
    assert only["distribution"][0]["contentUrl"].endswith("/data/2024.zip")
    assert data["url"].endswith(
        told(client)["includedInDataCatalog"]["url"].removeprefix("http://testserver")
    )


def test_nothing_that_somebody_typed_ends_the_script() -> None:
    hostile = {"name": "</script><script>alert(1)</script>&amp;<!--"}
    written = str(linked_data(hostile))
    (inside,) = DATA.findall(written)
    assert written.count("</script>") == 1 and json.loads(inside) == hostile
    assert linked_data(None) == ""


def test_what_somebody_typed_ends_no_attribute(client: Client) -> None:
    found = dict(described.tags(described.Column('"><script>')))
    assert found["ColumnName"] == '"><script>'  # escaped where it is written
