"""Expected digits of sectors/coal-mining/ndrc-2014 (煤炭生产, 2014), from the formulas of the text.

Fuels FC NCV CC OF 44/12; flares Q CC OF 44/12, CC = sum 12 V CN 10/22.4; CH4 of underground mines
(ventilated + drained - destroyed - used) 7.17; CO2 of them x 19.7; ventilated without monitoring = flow a minute
x 60 x 24 x working days / 10^4; pits and after mining P x EF / 1000; CH4 x 21; net power and heat.
"""

import functools
import sys

import ncsc_lib
from common import Sheet, every_fuel, q, rest, total
from fuel_lists import F_COAL
from ncsc_lib import flare, part

s = Sheet("sectors/coal-mining/ndrc-2014")
CH4, CO2 = q("7.17"), q("19.7")
burn = functools.partial(ncsc_lib.burn, fuels=F_COAL)


def blown(flow, days):
    """万Nm3 of a month from Nm3/min and working days."""
    return rest(q(flow) * 60 * 24 * q(days) / 10000)


every_fuel(s, F_COAL, burn)
s.expect("coal-measured-carbon", "combustion", burn("烟煤", "1250.5", content="0.5621", of="96.5"), "tCO2")
s.expect("own-gas-as-fuel", "combustion", burn("自用瓦斯", "350.4", content="2.143", of="99"), "tCO2")
s.expect("stock-balance", "fuel[柴油]/FC", q("12.5") + q("240.25") - q("3") - q("9.75"), "t")
s.expect("stock-balance", "combustion", burn("柴油", "240"), "tCO2")
s.expect("consumption-missing", "combustion", "absent")
s.expect("consumption-missing", "total", "absent")

MIX = [("42.5", 1), ("0.6", 2), ("0.2", 3), ("0.05", 1)]
for name, n in (("一氧化碳", 1), ("甲烷", 1), ("乙烷", 2), ("丙烷", 3)):
    s.expect("every-component", f"component[{name}]/CC_n", part("5", n), "tC/万Nm3")
s.expect("every-component", "flare-emissions", flare(10, [("5", n) for n in (1, 1, 2, 3)]), "tCO2")
s.expect("flare-by-composition", "flare-stream[1]/V_火炬CH4", q("215.5") * q("0.425"), "万Nm3")
s.expect("flare-by-composition", "flare-emissions", flare("215.5", MIX), "tCO2")
two = [flare("215.5", [("42.5", 1), ("0.4", 4), ("0.1", "3.2")], of="0.992"), flare("80", [], content="2.35")]
s.expect("flares-measured", "flare-emissions", total(two), "tCO2")
s.expect("percent-is-not-a-fraction", "flare-emissions", flare("100", [("50", 1)]), "tCO2")

s.expect("monitored-mine", "methane-released", q("120.5") + q("85.25") + q("118") + q("90.75"), "万Nm3")
s.expect("monitored-mine", "underground-ch4",
         (q("120.5") + q("85.25") + q("118") + q("90.75") - 0) * CH4, "tCH4")
jan, feb = blown("35.2", 29), blown("36.1", 20)
s.expect("by-flow-and-working-days", "mine[1]/2023-01/Q_CH4风排", jan, "万Nm3")
s.expect("by-flow-and-working-days", "mine[1]/2023-02/Q_CH4风排", feb, "万Nm3")
s.expect("by-flow-and-working-days", "mine[1]/2023-01/Q_CO2风排", blown("50.5", 29), "万Nm3")
s.expect("by-flow-and-working-days", "underground-ch4", total([jan, feb]) * CH4, "tCH4")
s.expect("by-flow-and-working-days", "underground-co2",
         total([blown("50.5", 29), blown("48", 20)]) * CO2, "tCO2")
taken = q("60.5") + q("20") + q("70.25") + q("18")
s.expect("destroyed-and-used", "methane-taken", taken, "万Nm3")
s.expect("destroyed-and-used", "underground-ch4",
         (q("120.5") + q("85.25") + q("118") + q("90.75") - taken) * CH4, "tCH4")
s.expect("carbon-dioxide-used", "underground-co2",
         (q("30.5") + q("4.25") + q("31") + q("4") - q("1.5") - q("1.25")) * CO2, "tCO2")
s.expect("month-missing", "underground-ch4", "absent")
s.expect("month-missing", "escaped-ch4", "absent")
s.expect("mine-closed-in-february", "underground-ch4", (q("10") + q("11") + q("20") * 3) * CH4, "tCH4")
s.expect("mine-closed-in-february", "after-mining-mines",
         (q("5000") + q("4000")) * q("0.60") / 1000 + q("30000") * q("2.01") / 1000, "tCH4")
s.expect("mine-standing-still", "underground-ch4", q("3.5") * CH4, "tCH4")
s.expect("mine-standing-still", "after-mining-ch4", q("0"), "tCH4")

s.expect("surface-example", "surface-ch4", q("10000") * q("1.34") / 1000, "tCH4")
s.expect("surface-example", "after-mining-ch4", q("10000") * q("0.34") / 1000, "tCH4")
s.expect("surface-example", "escaped-ch4-equivalent", q("281.4") + q("71.4"), "tCO2e(sar)")
s.expect("surface-measured", "surface-ch4", q("250000.5") * q("0.95") / 1000, "tCH4")
s.expect("surface-measured", "after-mining-pits", q("250000.5") * q("0.21") / 1000, "tCH4")
for row, ef in (("高", "2.01"), ("突", "2.01"), ("低", "0.60")):
    s.expect("after-mining-grades", f"mine[{row}]/E_mine_矿后", q("100000") * q(ef) / 1000, "tCH4")
s.expect("after-mining-grades", "mine[测]/E_mine_矿后", q("100000") * q("1.55") / 1000, "tCH4")
s.expect("after-mining-grades", "after-mining-ch4",
         100 * (2 * q("2.01") + q("0.60") + q("1.55")), "tCH4")
s.expect("grade-missing", "after-mining-mines", "absent")
s.expect("power-exporter", "facility[F1]/AD_电", q("1200") - q("1500.5"), "MWh")
s.expect("power-exporter", "electricity", (q("1200") - q("1500.5")) * q("0.5257"), "tCO2")
s.expect("power-national-factor", "electricity", q("8100") * q("0.5366"), "tCO2")
s.expect("heat-bought-and-sold", "heat", (q("5600.5") - q("1200")) * q("0.11"), "tCO2")

# Two places, two months: two mines (one without monitoring), a pit, flares, use, power, heat.
w = "whole-enterprise"
fuel = [burn("烟煤", "3200"), burn("柴油", "1512.5")]
fires = [flare("215.5", MIX), flare("40", MIX)]
vent = [q("120.5") + q("85.25"), q("118") + q("90.75"), rest(jan + q("2")), rest(feb + q("2.5"))]
take = q("60.5") + q("50") + q("12.5") + q("10") + q("20") + q("18") + q("0") + q("0")
under = rest((total(vent) - take) * CH4)
airs = [q("30.5") + q("4.25"), q("31") + q("4"), rest(blown("50.5", 29) + q("0.5")),
        rest(blown("48", 20) + q("0.4"))]
air = rest((total(airs) - q("1.5") - q("1.25") - q("0.5") - q("0.25")) * CO2)
open_pit = [rest(q("90000") * q("1.34") / 1000), rest(q("12000") * q("1.34") / 1000)]
after_mines = [rest(q("165000") * q("2.01") / 1000), rest(q("41000") * q("0.60") / 1000)]
after_pits = [rest(q("90000") * q("0.34") / 1000), rest(q("12000") * q("0.34") / 1000)]
power = [rest((q("9300") - q("100")) * q("0.5366")), rest(q("2100.5") * q("0.5366"))]
warm = [rest(q("1250") * q("0.11")), rest(q("-50") * q("0.11"))]
gone = rest(under + total(open_pit) + total(after_mines) + total(after_pits))
s.expect(w, "combustion", total(fuel), "tCO2")
s.expect(w, "flare-emissions", total(fires), "tCO2")
s.expect(w, "underground-ch4", under, "tCH4")
s.expect(w, "underground-co2", air, "tCO2")
s.expect(w, "surface-ch4", total(open_pit), "tCH4")
s.expect(w, "after-mining-mines", total(after_mines), "tCH4")
s.expect(w, "after-mining-pits", total(after_pits), "tCH4")
s.expect(w, "after-mining-ch4", total(after_mines) + total(after_pits), "tCH4")
s.expect(w, "escaped-ch4", gone, "tCH4")
s.expect(w, "escaped-ch4-equivalent", gone * 21, "tCO2e(sar)")
s.expect(w, "electricity", total(power), "tCO2")
s.expect(w, "heat", total(warm), "tCO2")
direct = rest(total(fuel) + total(fires) + gone * 21 + air)
s.totals(w, direct, total(power) + total(warm), "tCO2e(sar)")

if __name__ == "__main__":
    sys.exit(s.main())
