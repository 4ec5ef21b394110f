"""The files that a version of a report consists of: what each is called, is for, and says it is. Data."""

from dataclasses import dataclass

OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Artefact:
    name: str
    """In the manifest, in the folder of everything, and in the archive."""
    kind: str
    """The end of its address, report.<kind>; empty where it has none."""
    label: str
    media: str
    about: str
    corrects: bool = False
    """Only a correction has it."""
    signs: bool = False
    """Only a version whose PDF is signed has it."""
    is_beside: bool = False
    """Offered among all files, not among the first."""
    enclosed: bool = False
    """Whether it travels inside the PDF, too."""

    @property
    def is_always_there(self) -> bool:
        return not (self.corrects or self.signs)

    @property
    def content_type(self) -> str:
        is_text = self.media.startswith("text/") or self.media == "application/json"
        return f"{self.media}; charset=utf-8" if is_text else self.media


README = "README.txt"
SIGNER = "report.cer"
"""The certificate of who signed the PDF."""
ARTEFACTS = (
    Artefact(
        *("report.pdf", "pdf", "PDF 正式文本", "application/pdf"),
        "正式文本；同一版本的工作簿和数据 JSON 是它的附件。",
    ),
    Artefact(
        *("report.xlsx", "xlsx", "Excel 工作簿", f"{OFFICE}.spreadsheetml.sheet"),
        "各表、项目绩效自评表和文字说明，金额为万元，数是数值。",
        enclosed=True,
    ),
    Artefact(
        *("report.docx", "docx", "Word 副本", f"{OFFICE}.wordprocessingml.document"),
        "与正式文本内容相同，便于存档和摘录；以 PDF 为准。",
    ),
    Artefact(
        *("figures.csv", "csv", "数据 CSV", "text/csv"),
        "每行一个数，带单位代码、年度、版次，金额为元；UTF-8，带 BOM。",
    ),
    Artefact(
        *("report.json", "json", "数据 JSON", "application/json"),
        "全部数和文字，每个数有地址，文字中的数注明来源；金额为元，写成文本。",
        enclosed=True,
    ),
    Artefact("report.txt", "txt", "纯文本", "text/plain", "全文的文字，表格每行一行；UTF-8。"),
    Artefact(
        *(SIGNER, "cer", "PDF 的签名证书", "application/pkix-cert"),
        "report.pdf 的电子签名是用它做的：签名人、有效期。",
        signs=True,
        is_beside=True,
    ),
    Artefact(
        *("checks.json", "checks", "检查结果 JSON", "application/json"),
        "公开前每项核对规则的结果；说明后保留的，附说明。",
        is_beside=True,
    ),
    Artefact(
        *("changes.json", "changes", "更正对照 JSON", "application/json"),
        "与前一版不同的每个数和每句话，改前改后；金额为元。",
        corrects=True,
        is_beside=True,
    ),
    Artefact(
        *("changes.html", "", "", "text/html", "与前一版的对照（HTML，不含页面框架和样式）。"), corrects=True
    ),
    Artefact("checks.html", "", "", "text/html", "检查结果（HTML，不含页面框架和样式）。"),
    Artefact("article.html", "", "", "text/html", "网页上的正文（HTML，不含页面框架和样式）。"),
)
BY_KIND = {each.kind: each for each in ARTEFACTS if each.kind}
QUOTING = frozenset(each.name for each in ARTEFACTS if each.corrects)
"""What of a correction quotes the version it corrects."""
