#!/usr/bin/env python3
"""Makes appendices.xlsx: 附表1–3 of the sample filing other-industries as a person fills them in, with
two mistakes and a line that the form does not have. Needs openpyxl."""
import datetime
import os

import openpyxl

book = openpyxl.Workbook()
book.remove(book.active)


def sheet(name, rows):
    own = book.create_sheet(name)
    for row in rows:
        own.append(row)


sheet("附表1", [
    ["附表1 报告主体温室气体排放量报告"],
    ["源类别", "排放量（吨二氧化碳当量）"],
    ["企业温室气体排放总量", 112290.03],
    ["一、化石燃料燃烧CO2排放", 57622.67],
    ["二、碳酸盐使用过程CO2排放", 1620.74],
    ["企业净购入电力隐含的CO2排放", 33668],
    ["企业净购入热力隐含的CO2排放", "8,084.22"],
    ["其他", 5],
])
sheet("附表2", [
    ["附表2 活动水平数据表"],
    ["项目", "数据", "单位"],
    ["化石燃料品种：烟煤"],
    ["燃料消费量", 21560.35, "t"],
    ["低位发热量", 22.86, "GJ/t"],
    ["热量", 492869, "GJ"],
    ["化石燃料品种：天然气"],
    ["燃料消费量", 4865200, "Nm3"],
    ["碳酸盐品种：CaCO3"],
    ["碳酸盐消费量", 3250, "t"],
    ["纯度", "96.8%", None],
])
sheet("附表3", [
    ["附表3 排放因子和计算系数"],
    ["项目", "数据", "单位"],
    ["烟煤"],
    ["单位热值含碳量", 26.18, "tC/TJ"],
    ["碳氧化率", 0.93, None],
    ["废水处理系统：厌氧塔"],
    ["甲烷最大生产能力", 0.25, "kgCH4/kgCOD"],
])
book.properties.created = book.properties.modified = datetime.datetime(2020, 1, 1)
book.save(os.path.join(os.path.dirname(os.path.abspath(__file__)), "appendices.xlsx"))
