import zipfile

import pandas as pd

package = zipfile.ZipFile("{{ example }}.zip")


def table(name):
    text = {"行": str, "科目代码": str, "单位代码": str, "版本编码": str}
    return pd.read_csv(package.open(name), dtype=text)


spending = table("tables/t03.csv")  # 支出决算表，金额为元
total = spending[spending["行"] == "total"]
known = table("publications.csv")[["版本编码", "类型", "地区"]]
total = total.merge(known, on="版本编码")
units = total[total["类型"] == "单位"]  # 部门已包含所属单位，不要相加
columns = ["单位名称", "本年支出合计", "项目支出", "版本编码"]
print(units.sort_values("本年支出合计", ascending=False)[columns])
