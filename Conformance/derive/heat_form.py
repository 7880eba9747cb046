"""What the guidelines share that state activity data as heat, and that count net purchased energy.

AD = NCV x FC (GJ), EF = CC x OF x 44/12 (tCO2/GJ), E = AD x EF; each of the three is a named value.
Electricity: (bought - sold) x factor; heat: net GJ x 0.11; hot water Ma x (T - 20) x 4.1868 / 1000.
"""

import sys

from common import CO2_C, Sheet, every_fuel, q, rest

HEAT = q("0.11")


class HeatForm:
    """The cases that every such edition has; `fuels` is its list, of fuel_lists."""

    def __init__(self, folder, fuels):
        self.sheet = Sheet(folder)
        self.fuels = {name: tuple(map(q, numbers)) for name, numbers in fuels.items()}

    def burn(self, fuel, amount, ncv=None, carbon=None, oxidation=None):
        """t CO2 of one fuel; carbon in tC/TJ, oxidation in per cent; defaults where None."""
        defaults = self.fuels.get(fuel, (None, None, None))
        ncv, carbon, oxidation = (
            q(given) if given is not None else default
            for given, default in zip((ncv, carbon, oxidation), defaults))
        heat = rest(q(amount) * ncv)
        factor = rest(rest(carbon / 1000) * (oxidation / 100) * CO2_C)
        return rest(heat * factor)

    def common_cases(self):
        s = self.sheet
        coal = self.burn("烟煤", "1250.5")
        s.expect("coal-defaults", "fuel[烟煤]/AD", q("1250.5") * self.fuels["烟煤"][0], "GJ")
        s.expect("coal-defaults", "fuel[烟煤]/E_fuel", coal, "tCO2")
        s.expect("coal-defaults", "total", coal, "tCO2")
        measured = self.burn("烟煤", "1250.5", "21.347", "25.83", "96.5")
        s.expect("coal-measured", "fuel[烟煤]/EF",
                 q("0.02583") * q("0.965") * CO2_C, "tCO2/GJ")
        s.expect("coal-measured", "combustion", measured, "tCO2")
        s.expect("natural-gas", "combustion", self.burn("天然气", "318.77"), "tCO2")
        every_fuel(s, self.fuels, self.burn, 1)
        used = q("12.5") + q("240.25") - q("3") - q("9.75")
        s.expect("diesel-by-stock", "fuel[柴油]/FC", used, "t")
        s.expect("diesel-by-stock", "combustion", self.burn("柴油", used), "tCO2")
        s.expect("own-fuel", "combustion", self.burn("轮胎油", "80.5", "40.12", "21.2", "98"), "tCO2")
        s.expect("consumption-missing", "combustion", "absent")
        s.expect("consumption-missing", "total", "absent")
        s.expect("zero-consumption", "combustion", q("0"), "tCO2")
        s.expect("power-exporter", "facility[F1]/AD_电", q("1200") - q("1500.5"), "MWh")
        s.expect("power-exporter", "total", (q("1200") - q("1500.5")) * q("0.5257"), "tCO2")
        s.expect("power-national-factor", "electricity", q("8100") * q("0.5366"), "tCO2")
        net = q("5600.5") - q("2500") * q("65") * q("4.1868") / 1000
        s.expect("heat-bought-and-sold", "facility[F1]/AD_热", net, "GJ")
        s.expect("heat-bought-and-sold", "indirect", net * HEAT, "tCO2")

    def wastewater_cases(self, mcf):
        """The cases of anaerobic treatment, ((TOW - S) x B0 x MCF - R) x 21; the t CH4 of the first."""
        def treat(volume, inlet, outlet, sludge, capacity="0.25"):
            removed = q(volume) * (q(inlet) - q(outlet))
            return rest((removed - q(sludge)) * rest(q(capacity) * q(mcf)) / 1000)

        s = self.sheet
        made = treat("120000", "2.4", "0.35", "5000")
        s.expect("wastewater", "wastewater-methane", made, "tCH4")
        s.expect("wastewater", "methane-net-equivalent", rest(made * 21), "tCO2e(sar)")
        s.expect("wastewater-golden", "wastewater-methane", q("0.125"), "tCH4")
        s.expect("wastewater-golden", "total", q("2.625"), "tCO2e(sar)")
        s.expect("wastewater-recovered", "methane-net", made - q("12.5005"), "tCH4")
        s.expect("wastewater-recovered", "total", (made - q("12.5005")) * 21, "tCO2e(sar)")
        s.expect("wastewater-more-recovered", "methane-net", q("0.125") - q("0.225"), "tCH4")
        s.expect("wastewater-more-recovered", "total", -q("2.1"), "tCO2e(sar)")
        other = treat("30000", "5", "1", "0", "0.21")
        s.expect("wastewater-two-plants", "wastewater-methane", made + other, "tCH4")
        s.expect("wastewater-two-plants", "methane-recovered-total", q("0.15"), "tCH4")
        s.expect("wastewater-two-plants", "methane-net-equivalent",
                 rest((made + other - q("0.15")) * 21), "tCO2e(sar)")
        return made


if __name__ == "__main__":
    sys.exit(0)
