"""Rests of templates, as data. The first note that knows a piece of text has it."""

import re

from accounts.checks.engine import Level
from disclosures.wording.notes import Note

FALL, RISE = "减少|下降|降低", "增加|增长|上升|提高"
ZERO = r"0(?:\.0+)?"
NO_CHANGE = rf"(?:{RISE})[（(](?:{FALL})[）)]{ZERO}万元[，,、](?:{RISE})[（(](?:{FALL})[）)]{ZERO}[%％]"

CHOICES = (
    Note("0万元", rf"较(\d{{4}}年度?){NO_CHANGE}", instead=r"与\1持平"),
    Note("0万元", rf"(?:比上年|与上年相比[，,]?)?{NO_CHANGE}", instead="与上年持平"),
    *(Note(w, rf"{w}[（(](?:{FALL})[）)]") for w in ("增加", "增长", "上升", "提高", "增收")),
    *(Note(w, rf"{w}[（(](?:{RISE})[）)]") for w in ("减少", "下降", "降低")),
    *(
        Note(w, rf"{one}[（(]{two}[）)]{w}")
        for w in ("于", "出")
        for one, two in ("大小", "小大", "高低", "多少")
    ),
    Note("盈", r"盈余?[（(]亏损?[）)]"),
    Note("涉及", r"(?<!不)涉及[（(]不涉及[）)]"),
    Note(
        "部门",
        r"(?<![各级直属关等位])部门[（(]单位[）)]|(?<![各级直属关等门])单位[（(]部门[）)]",
        why="没有选定用“部门”还是“单位”",
        remedy="部门决算写“部门”，单位决算写“单位”",
        level=Level.REASON,
    ),
)

COUNTED = "万元|元|个|项|人|辆|批|台|次|年|月|日|%|％|分"
PLACEHOLDERS = (
    Note("〔待填写", r"〔待填写[^〕]*〕"),
    *(Note(x + x, rf"(?<![A-Za-z0-9])(?:20)?[{x}]{{2,}}(?![A-Za-z0-9])") for x in "XxＸｘ×○◯"),
    *(Note(x, rf"(?<![A-Za-z0-9×]){x}(?=(?:{COUNTED}))") for x in ("X", "Ｘ", "×")),
    *(Note(line * 2, rf"{line}{{2,}}") for line in "_＿﹍"),
    *(
        Note(pair[0], rf"{re.escape(pair)}(?!优秀|良好|一般|较差|合格|不合格|是|否)")
        for pair in ("（）", "()")
    ),
    Note("“”"),
    Note("？？", "？{2,}"),
    Note("??", r"\?{2,}"),
    *(Note(w) for w in ("待填写", "此处填写", "请填写", "请输入", "点击输入", "TODO")),
    Note(
        "……",
        r"(?<=[：:、；;，,。])……|……$",
        why="是模板的省略号，没有列完",
        remedy="列出全部内容，或删去省略号",
        level=Level.NOTICE,
    ),
)

IN_BRACKETS = r"[^（）()]"
TO_DO = "填写|填列|填报|列示|列明|修改|删除|删去|补充完整|说明"
INSTRUCTIONS = (
    Note(
        "除涉密",
        r"除涉密(?:敏感)?(?:内容|信息)?外[^。；]{0,40}?原则上[^。；]{0,40}?公开(?:。|；|$)",
        instead="",
    ),
    Note("如下格式", r"(?:具体)?请?按(?:照)?如下格式(?:进行)?(?:说明|填写|表述)[：:。]?", instead=""),
    Note("报告框架", r"报告框架可参考[^。]*。?", instead=""),
    Note("自评", r"自评[：:]绩效评价工作开展情况说明为[：:]", instead="自评。"),
    Note(
        "情况说明为",
        r"绩效评价工作开展情况说明为[：:]",
        why="把标题又说了一遍",
        instead="",
        level=Level.NOTICE,
    ),
    Note(
        "如",
        rf"[（(]如{IN_BRACKETS}{{0,20}}(?:表述|不列|删除|删去|不填|填写){IN_BRACKETS}{{0,8}}[）)]",
        instead="",
    ),
    Note(
        "不涉及",
        rf"[（(]{IN_BRACKETS}{{0,12}}不涉及的?可?(?:不列|删除|删去|不填){IN_BRACKETS}{{0,6}}[）)]",
        instead="",
    ),
    Note("注", rf"[（(]注[：:]{IN_BRACKETS}*(?:数据来源|取自|财决){IN_BRACKETS}*[）)]", instead=""),
    Note("财决", r"财决\d{2}(?:-\d)?表"),
    *(Note(w, rf"[（(]{w}\d*[：:]{IN_BRACKETS}*[）)]", level=Level.REASON) for w in "图表"),
    Note("图", r"[（(](?:柱状|饼状?|折线|条形)图[）)]", instead=""),
    *(
        Note(
            w,
            rf"[（(]{w}(?![示假购款]){IN_BRACKETS}{{0,30}}(?:{TO_DO}){IN_BRACKETS}{{0,6}}[）)]",
            instead="",
        )
        for w in ("请", "此处", "由各部门", "由各单位")
    ),
    *(Note("列明", rf"{w}列明", level=Level.REASON) for w in ("请", "逐项", "应", "需")),
    Note("列明", r"(?<!中)列明(?=[：:）)])", level=Level.REASON),
    *(Note(w) for w in ("公开时删除", "公开时请删除", "定稿时删除")),
    *(Note(w, level=Level.REASON) for w in ("填写说明", "红色字体", "蓝色字体")),
    Note(
        "附件",
        r"^附件\d*[：:]?$",
        why="是通知附件的编号，不属于报告",
        instead="",
        level=Level.REASON,
        places=("given/", "replace."),
    ),
)

ENTITIES = "nbsp|lt|gt|amp|quot|ldquo|rdquo"
MARKS = (
    Note("**", r"\*{2,}", instead=""),
    Note("__", r"(?<=[\u4e00-\u9fff。])__(?=[\u4e00-\u9fff])", instead=""),
    Note("##", r"(?m)^#{2,6}[ ]?(?=[\u4e00-\u9fff])", instead=""),
    Note(
        "<", r"</?(?:p|br|b|strong|span|div|font|td|tr|table|a|i|u|em|sup|sub|h\d)(?: [^<>]*)?/?>", instead=""
    ),
    Note("&", rf"&(?:{ENTITIES}|#\d+);"),
    Note("#", r"#(?:REF!|DIV/0!|N/A|VALUE!|NAME\?|NULL!|NUM!)"),
    *(Note(w) for w in ("未找到引用源", "未定义书签", "PAGEREF", "HYPERLINK")),
    *(Note(w, rf"(?<![A-Za-z]){w}(?![A-Za-z])") for w in ("NaN", "nan", "None", "null", "NULL", "undefined")),
    Note("\ufffd", "\ufffd+"),
    *(Note(c, instead="") for c in "\u200b\u200c\u200d\u200e\u200f\ufeff\u00ad"),
)

WHO = "本?(?:单位|部门)?"
NONE = "(?:不涉及|均?无|没有)"
EMPTY_WORDS = (
    Note(
        "具体情况如下",
        rf"(?:支出)?具体情况如下[：:]\s*{WHO}{NONE}(?:此项|该项)?",
        why="后面只说没有，等于没有说明",
        remedy="写“没有支出具体内容”",
        instead="没有支出具体内容",
    ),
    Note("其他用车主要", rf"[，,]?其他用车主要(?:是|用于|包括)[：:]?{WHO}{NONE}[^，。；;]*", instead=""),
    *(
        Note(f"主要{w}", rf"主要{w}[：:]?{WHO}{NONE}(?:此项|该项)(?:内容|支出|业务)?")
        for w in ("用于", "包括")
    ),
    Note("主要", r"主要(?:用于|包括)[：:]?(?:无|没有)(?=[，。；]|$)"),
    Note(
        "不涉及",
        r"(?:主要|原因)(?:是|为|：|:)?本(?:单位|部门)不涉及(?:此项|该项)?",
        why="没有说出原因",
        remedy="没有这项收支的，写“与上年持平”，不必再写原因",
        level=Level.NOTICE,
    ),
    Note(
        "",
        r"\A\s*(?:(?:本(?:单位|部门))?(?:均?无|不涉及|没有|暂无|不适用)(?:此项|该项)?|同上|略|见上)[。．.]?\s*\Z",
        places=("reason.", "purpose."),
    ),
    Note(
        "",
        r"\A[\s/\\\-—－、.。0-9]+\Z",
        places=("reason.", "purpose.", "project.", "evaluation.", "profile."),
    ),
)
