"""Expected digits of sectors/chemicals/ndrc-2013 (化工, 2013), from the formulas of the text.

Combustion FC x CC x OF x 44/12; (8) {sum AD_r CC_r - [sum AD_p CC_p + sum AD_w CC_w]} x 44/12;
carbonates AD x EF x PUR; N2O = sum AD x EF x (1 - eta x mu); recovered CO2 = Q x PUR x 19.7; net power
and heat. Sheets of the 补充数据表: formula (8) of the workshop + power by source (0.6101, 0.6101, 0, 0)
+ heat by source (0; boiler emission / boiler heat; the plant's own; else 0.11); methanol beside
ammonia shares 1:1.06, 1:0.8, 1:1.06 per tonne.
"""

import sys

from common import CO2_C, Fraction, Sheet, allocate, every_fuel, q, rest, total
from fuel_lists import F_NCSC
from ncsc_lib import CARBONATES, MOLECULES, SUBSTANCES, burn, carbon

s = Sheet("sectors/chemicals/ndrc-2013")

every_fuel(s, F_NCSC, burn)
s.expect("coal-measured-carbon", "combustion", burn("烟煤", 1000, content="0.5123", of="95"), "tCO2")
s.expect("coal-measured-calorific-value", "combustion", burn("烟煤", 1000, ncv="21.35"), "tCO2")
fc = q("12.5") + q("340.2") - q("20") - q("9.7")
s.expect("diesel-by-stock", "fuel[柴油]/FC", fc, "t")
s.expect("diesel-by-stock", "combustion", burn("柴油", fc), "tCO2")
s.expect("own-fuel-tyre-oil", "combustion", rest(q("36.4") * q("0.852") * q("0.98") * CO2_C), "tCO2")

# Formula (8): defaults of every substance, ten units each as material.
DEFAULT = {name: q(cc) for name, cc in SUBSTANCES.items()}
AS_FEED = ("无烟煤", "烟煤", "褐煤", "焦炭", "石油焦", "原油", "燃料油", "石脑油", "液化石油气",
           "炼厂干气", "天然气", "焦炉煤气", "密闭电石炉炉气")
for name in AS_FEED:
    DEFAULT[name] = carbon(name)
sum_c = Fraction(0)
for name, cc in DEFAULT.items():
    s.expect("every-substance-default", f"feed[{name}]/C_r", 10 * cc, "tC")
    sum_c += 10 * cc
s.expect("every-substance-default", "feed-emissions", sum_c * CO2_C, "tCO2")
# By purity: 12 per atom of carbon over the molar mass.
sum_c = Fraction(0)
for name, (c, m) in MOLECULES.items():
    cc = rest(q("0.995") * c / q(m))
    s.expect("every-molecule-by-purity", f"feed[{name}]/CC_r", cc, "tC/t")
    sum_c += rest(10 * cc)
s.expect("every-molecule-by-purity", "feed-emissions", rest(sum_c * CO2_C), "tCO2")

# Ethylene oxide: ethylene in, oxide and glycol out, residue as waste.
c_in = rest(q("9300.5") * rest(q("0.999") * 24 / 28))
c_out = rest(q("2690") * q("0.545")), rest(q("11400.25") * rest(q("0.995") * 24 / 62))
c_waste = rest(q("120.4") * q("0.51"))
e = rest((c_in - sum(c_out) - c_waste) * CO2_C)
s.expect("glycol-workshop", "workshop[乙二醇]/E_车间", e, "tCO2")
s.expect("glycol-workshop", "feed-emissions", e, "tCO2")
s.expect("glycol-workshop", "process-co2", e, "tCO2")
# Carbide: coke and paste in, carbide out, furnace gas sold.
c_in = rest(q("62000") * carbon("焦炭", ncv="27.9")), rest(q("2100.5") * q("0.82"))
c_out = rest(q("98000") * q("0.314")), rest(q("3100") * carbon("密闭电石炉炉气"))
carbide = rest((sum(c_in) - sum(c_out)) * CO2_C)
s.expect("carbide-workshop", "workshop[电石]/E_车间", carbide, "tCO2")
# Stock of material and product.
feed = q("500") + q("12000.5") - q("100") - q("620.25")
made = q("8000") + q("150") - q("90")
s.expect("material-and-product-by-stock", "feed[乙烯]/AD_r", feed, "t")
s.expect("material-and-product-by-stock", "carbon-product[乙二醇]/AD_p", made, "t")
s.expect("material-and-product-by-stock", "feed-emissions",
         rest((rest(feed * q("0.856")) - rest(made * q("0.387"))) * CO2_C), "tCO2")
s.expect("product-by-heat-and-purity", "carbon-product[天然气]/CC_p", carbon("天然气", ncv="360.5"), "tC/万Nm3")
s.expect("product-by-heat-and-purity", "carbon-product[甲醇]/CC_p", q("0.998") * 12 / 32, "tC/t")
s.expect("first-alternative-wins", "workshop[1]/E_车间",
         (q("100") * q("0.37") - q("50") * q("0.36") - (q("3") * q("0.35") + q("2") * q("0.1"))) * CO2_C, "tCO2")
# Stated alternatives that the table cannot give: the next one in the printed order is taken.
for kind, letter in (("feed", "r"), ("carbon-product", "p")):
    for name, taken, cc in (("无烟煤", "by-heat", carbon("无烟煤")), ("乙腈", "default", q("0.5852")),
                            ("标准电石（300L/kg）", "default", q("0.314"))):
        s.expect("stated-but-not-possible", f"{kind}[{name}]/CC_{letter}@choice", taken)
        s.expect("stated-but-not-possible", f"{kind}[{name}]/CC_{letter}", cc, "tC/t")
s.expect("stated-but-not-possible", "workshop[1]/E_车间",
         (40 * carbon("无烟煤") + 90 * q("0.5852") + 10 * q("0.314")) * CO2_C, "tCO2")
s.expect("own-substance", "feed-emissions", rest((rest(q("100") * q("0.62")) - rest(q("20") * q("0.6")))
                                                 * CO2_C), "tCO2")
s.expect("own-substance-not-measured", "feed-emissions", "absent")
s.expect("default-waste-missing", "workshop[1]/E_车间", "absent")
s.expect("shut-workshop", "workshop[旧装置]/E_车间", Fraction(0), "tCO2")
s.expect("shut-workshop", "feed-emissions", rest(100 * q("0.856") * CO2_C), "tCO2")

# One meter, three users: shares by sub-meter cut to 0.0001, the rest to the largest.
meter, subs = q("466.6667"), {"重整炉原料": q("310.2"), "重整炉燃料": q("120.4"), "锅炉": q("33.3")}
use = allocate(meter, subs, 4)
for name, v in use.items():
    s.expect("one-gas-meter-two-uses", f"gas-user[{name}]/V_用", v, "万Nm3")
as_fuel = use["重整炉燃料"] + use["锅炉"]
s.expect("one-gas-meter-two-uses", "facility[F1]/V_燃料用", as_fuel, "万Nm3")
s.expect("one-gas-meter-two-uses", "facility[F1]/V_原料用", use["重整炉原料"], "万Nm3")
s.expect("one-gas-meter-two-uses", "combustion", burn("天然气", as_fuel), "tCO2")
s.expect("one-gas-meter-two-uses", "feed-emissions",
         rest(use["重整炉原料"] * carbon("天然气")) * CO2_C, "tCO2")

for name, ef in CARBONATES.items():
    s.expect("every-carbonate-default", f"carbonate[{name}]/E_carbonate", 100 * q(ef) * q("0.95"), "tCO2")
s.expect("every-carbonate-default", "carbonate-emissions", 95 * sum(q(v) for v in CARBONATES.values()), "tCO2")

ACID = (("硝酸：高压法（无NSCR）", "0.0139"), ("硝酸：中压法", "0.0118"), ("硝酸：常压法", "0.0097"),
        ("硝酸：双加压法", "0.0080"), ("硝酸：综合法", "0.0075"), ("硝酸：低压法", "0.0050"),
        ("己二酸：硝酸氧化法", "0.300"), ("己二酸：其他方法", "0"))
for i, (name, ef) in enumerate(ACID, 1):
    s.expect("every-acid-process", f"acid-line[{i}]/E_线", 1000 * q(ef), "tN2O")
s.expect("every-acid-process", "nitric-n2o", 1000 * sum(q(f) for _, f in ACID[:6]), "tN2O")
s.expect("every-acid-process", "adipic-n2o", 1000 * q("0.3"), "tN2O")
s.expect("every-acid-process", "nitrous-total", 1000 * sum(q(f) for _, f in ACID), "tN2O")
s.expect("every-acid-process", "nitrous-equivalent", 310000 * sum(q(f) for _, f in ACID), "tCO2e(sar)")
# Synthetic golden: 1,000 t, high pressure, NSCR 85 % used all the time: 646.35 t CO2e.
golden = q("1000") * q("0.0139") * (1 - q("0.85"))
s.expect("golden-high-pressure", "nitrous-total", golden, "tN2O")
s.expect("golden-high-pressure", "nitrous-equivalent", q("646.35"), "tCO2e(sar)")
assert golden * 310 == q("646.35")
for name, eta in (("硝酸：非选择性催化还原NSCR", "0.85"), ("硝酸：选择性催化还原SCR", "0"),
                  ("硝酸：延长吸收", "0"), ("己二酸：催化去除", "0.925"), ("己二酸：热去除", "0.985"),
                  ("己二酸：回收为硝酸", "0.985"), ("己二酸：回收用作己二酸原料", "0.94")):
    s.expect("every-abatement-default", f"abatement[{name}]/漏过", 1 - q(eta) * q("0.9"), "")
series = q("9000") * q("0.0080") * (1 - q("0.85") * q("0.96")) * (1 - q("0.6") * q("0.9"))
s.expect("abatement-in-series", "acid-line[1]/E_线", series, "tN2O")
s.expect("generation-measured", "acid-line[1]/E_线", q("9000.5") * q("0.0066") * (1 - q("0.82") * q("0.955")), "tN2O")
s.expect("no-abatement-declared", "acid-line[1]/E_线", q("2000") * q("0.0050"), "tN2O")
s.expect("abatement-unknown", "nitrous-total", "absent")
s.expect("acid-line-retired", "nitrous-total", q("500") * q("0.0097"), "tN2O")

s.expect("carbon-dioxide-recovery", "carbon-dioxide-recovered", q("30.5") * q("0.995") * q("19.7"), "tCO2")
s.expect("power-exporter", "electricity", (q("100") - q("5100")) * q("0.8843"), "tCO2")
s.expect("power-and-heat", "electricity", (q("9800") - q("12.5")) * q("0.5703"), "tCO2")
s.expect("power-and-heat", "heat", (q("12500.5") - q("300")) * q("0.11"), "tCO2")
s.expect("nothing-but-zero", "total", Fraction(0), "tCO2e(sar)")

# Sheets of 2018.
s.expect("sheet-urea", "sheet[尿素]/E_表料", "not occurring")
power = (rest(q("61000") * q("0.6101")), rest(q("20000") * q("0.6101")), Fraction(0), Fraction(0))
warm = (Fraction(0), rest(q("310000") * rest(q("35000") / q("330000"))), rest(q("50000") * q("0.098")),
        rest(q("20000.5") * q("0.11")))
s.expect("sheet-urea", "sheet[尿素]/E_表电力", total(power), "tCO2")
s.expect("sheet-urea", "sheet[尿素]/E_表热力", total(warm), "tCO2")
s.expect("sheet-urea", "sheet[尿素]/E_表", total(power) + total(warm), "tCO2")
s.expect("sheet-urea", "sheet[尿素]/I_表", (total(power) + total(warm)) / q("520000"), "tCO2/t")
p, h = rest(q("9000") * q("0.6101")), rest(q("700000") * q("0.11"))
s.expect("sheet-soda-default-heat", "sheet[纯碱]/E_表", p + h, "tCO2")
p = rest(q("310000") * q("0.6101"))
s.expect("sheet-carbide", "sheet[电石]/E_表料", carbide, "tCO2")
s.expect("sheet-carbide", "sheet[电石]/E_表", carbide + p, "tCO2")
s.expect("sheet-without-output", "sheet[纯碱]/E_表", q("61.01"), "tCO2")
s.expect("sheet-without-output", "sheet[纯碱]/I_表", "not occurring")
stated = rest(q("310000") * q("0.58"))
s.expect("sheet-stated-power-factor", "sheet[纯碱]/E_表电力", stated, "tCO2")
# Data of 2021: the published factor; weighted factors; sheets by product and together.
u = "sheet-power-2021"
first = rest(q("61000") * q("0.5810")), rest(q("3000") * q("0.11"))
second = rest(q("20000") * q("0.5810")) + rest(q("50000") * q("0.11"))
third = rest(q("100") * q("0.5810")) + rest(q("500") * q("0.11"))
s.expect(u, "sheet[尿素一]/AD_表电计", q("65000"), "MWh")
s.expect(u, "sheet[尿素一]/EF_表电均", first[0] / 65000, "tCO2/MWh")
s.expect(u, "sheet[尿素一]/AD_表热计", q("4000"), "GJ")
s.expect(u, "sheet[尿素一]/EF_表热均", first[1] / 4000, "tCO2/GJ")
s.expect(u, "sheet[尿素一]/E_表", sum(first), "tCO2")
s.expect(u, "sheets-urea", sum(first) + second, "tCO2")
s.expect(u, "sheets-soda", third, "tCO2")
s.expect(u, "sheets-ammonia", "not occurring")
s.expect(u, "sheets-total", sum(first) + second + third, "tCO2")
g = q("0.6101")
v = "sheets-every-product"
ammonia = total([q("600"), 200 * g])
carbide_both = total([3000 * g, 400 * g])
soda = total([50 * g + q("98.5"), 60 * g])
s.expect(v, "sheets-ammonia", ammonia, "tCO2")
s.expect(v, "sheets-carbide", carbide_both, "tCO2")
s.expect(v, "sheets-soda", soda, "tCO2")
s.expect(v, "sheets-urea", "not occurring")
s.expect(v, "sheets-total", ammonia + carbide_both + soda, "tCO2")
s.expect("sheet-carbide", "sheets-carbide", carbide + rest(q("310000") * q("0.6101")), "tCO2")
# Ammonia with methanol: 100,000 t and 30,000 t, shares to 0.01 t, the rest to the larger.
feed = rest(rest(q("150000") * carbon("无烟煤")) * CO2_C)
p, h = rest(q("150001") * q("0.6101")), rest(q("200000") * q("0.11"))
s.expect("sheet-ammonia-methanol", "sheet[合成]/E_表料", feed, "tCO2")
s.expect("sheet-ammonia-methanol", "sheet[合成]/E_表", feed + p + h, "tCO2")
s.expect("sheet-ammonia-methanol", "sheets-ammonia", feed + p + h, "tCO2")


def split(amount, ratio):
    """Ammonia and methanol by weighted output."""
    return tuple(allocate(amount, {"合成氨": 100000, "甲醇": 30000 * q(ratio)}, 2).values())


shares = [split(feed, "1.06"), split(p, "0.8"), split(h, "1.06")]
for n, name in enumerate(("合成氨", "甲醇")):
    for value, label in zip(shares, ("E_表料分", "E_表电力分", "E_表热力分")):
        s.expect("sheet-ammonia-methanol", f"co-product[{name}]/{label}", value[n], "tCO2")
    s.expect("sheet-ammonia-methanol", f"co-product[{name}]/E_联", sum(v[n] for v in shares), "tCO2")

# Two plants, every source.
fuels = [burn("烟煤", "85000", ncv="22.31"), burn("天然气", "333.3")]
feeds = [rest(rest(q("150000") * carbon("无烟煤")) * CO2_C),
         rest((rest(q("9300.5") * q("0.856")) - rest(q("11400.25") * q("0.387"))) * CO2_C)]
lime = [rest(q("500") * q("0.43971") * q("0.965")), rest(q("20") * q("0.4149") * q("0.99"))]
n2o = [rest(q("90000") * q("0.0080") * (1 - q("0.85") * q("0.96"))), rest(q("1500") * q("0.3") * (1 - q("0.985") * q("0.99")))]
back = [rest(q("300") * q("0.995") * q("19.7")), rest(q("50") * q("0.98") * q("19.7"))]
power = rest((q("81234.5") - q("23.4")) * q("0.5703")), rest((q("100") - q("350")) * q("0.5703"))
warm = rest(q("5600.5") * q("0.11")), rest(q("-1200") * q("0.11"))
w = "whole-enterprise"
s.expect(w, "combustion", total(fuels), "tCO2")
s.expect(w, "feed-emissions", total(feeds), "tCO2")
s.expect(w, "carbonate-emissions", total(lime), "tCO2")
s.expect(w, "process-co2", total(feeds) + total(lime), "tCO2")
s.expect(w, "nitric-n2o", n2o[0], "tN2O")
s.expect(w, "adipic-n2o", n2o[1], "tN2O")
s.expect(w, "nitrous-equivalent", total(n2o) * 310, "tCO2e(sar)")
s.expect(w, "process-total", total(feeds) + total(lime) + total(n2o) * 310, "tCO2e(sar)")
s.expect(w, "carbon-dioxide-recovered", total(back), "tCO2")
s.expect(w, "electricity", total(power), "tCO2")
s.expect(w, "heat", total(warm), "tCO2")
direct = total(fuels) + total(feeds) + total(lime) + total(n2o) * 310 - total(back)
s.totals(w, direct, total(power) + total(warm), "tCO2e(sar)")
# Two ethylene-glycol lines of two plants, and nitric acid at both.
s.expect("two-plants-nitric", "nitric-n2o", q("1000") * q("0.0118") + q("500") * q("0.0050"), "tN2O")
s.expect("two-plants-adipic", "adipic-n2o", q("100") * q("0.3") + q("50") * q("0.3"), "tN2O")

if __name__ == "__main__":
    sys.exit(s.main())
