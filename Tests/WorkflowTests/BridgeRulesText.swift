/// Two editions of a small methodology; `Conformance/derive/bridges.py` has them in Python.
enum BridgeRulesText {
  static let first = edition(
    id: "use", carbon: "0.025", oil: "40", oxidation: "", annual: "0.5", monthly: "0.58",
    decimals: 0)

  /// The amount of fuel has another identifier: only its concept says that it is the same.
  static let second = edition(
    id: "fuel-use", carbon: "0.026", oil: "41", oxidation: " × 0.98", annual: "0.6",
    monthly: "0.6", decimals: 1)

  private static func edition(
    id: String, carbon: String, oil: String, oxidation: String, annual: String, monthly: String,
    decimals: Int
  ) -> String {
    """
    <table id="fuels"><key id="fuel"/><column id="ncv" unit="GJ/t"/>
      <row fuel="煤" ncv="20"/><row fuel="油" ncv="\(oil)"/><row fuel="气" ncv="48"/></table>
    <table id="grid"><key id="purpose"/><column id="factor" unit="tCO2/MWh"/>
      <row purpose="annual" factor="\(annual)"/><row purpose="monthly" factor="\(monthly)"/></table>
    <constant id="carbon" symbol="CC" unit="tC/GJ">\(carbon)</constant>
    <source id="burning" gas="CO2" scope="direct"><title>燃烧</title>
      <rows id="fuel" per="facility" key="fuels"><title>燃料</title>
        <input id="\(id)" symbol="FC" concept="alternative-fuel-consumption" kind="activity"
          unit="t">
          <title>消耗量</title></input>
        <input id="heat" symbol="NCV" unit="GJ/t"><title>热值</title>
          <alternative id="measured"/>
          <alternative id="default">fuels[fuel].ncv</alternative></input>
        <formula id="emission" symbol="E" unit="tCO2">
          FC × NCV × CC × molar(CO2/C)\(oxidation)</formula>
      </rows>
      <figure id="combustion" symbol="E_燃" unit="tCO2" round="2">
        sum over facility, fuel of E</figure>
    </source>
    <source id="buying" gas="CO2" scope="indirect"><title>购电</title>
      <input id="power" symbol="AD" kind="activity" unit="MWh"><title>电量</title></input>
      <figure id="power-co2" symbol="E_电" unit="tCO2" round="2">
        (sum over facility of AD) × grid[filing(purpose)].factor</figure>
    </source>
    <figure id="total" role="total" symbol="T" unit="tCO2" round="\(decimals)">E_燃 + E_电</figure>
    """
  }
}
