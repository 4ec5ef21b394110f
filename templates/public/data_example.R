library(readr)

unzip("{{ example }}.zip", exdir = "{{ example }}")
text <- cols(行 = "c", 科目代码 = "c")
spending <- read_csv("{{ example }}/tables/t03.csv", col_types = text)
total <- spending[spending$行 == "total", ]
total[order(-total$本年支出合计), c("单位名称", "本年支出合计", "版本编码")]
