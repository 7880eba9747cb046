import Exchange
import OfficeFiles
import Quantities
import RulePlan

/// Workbooks: any bytes as a container, or as the one sheet of a sound container.
///
/// A mutated container rarely gets past its checksums; a mutated sheet is read to its end.
enum Workbooks {
  static func feed(_ bytes: [UInt8]) {
    let container = bytes.starts(with: [0x50, 0x4B]) ? bytes : around(bytes)
    let (workbook, findings) = WorkbookReader.open(ByteSource(container), name: "a.xlsx")
    guard let workbook else {
      precondition(!findings.isEmpty, "no workbook, no finding")
      return
    }
    _ = FilingWorkbook.read(workbook, plan: plan, units: units)
    _ = FilingWorkbook.header(workbook, units: units)
    _ = LedgerSuggestion(.workbook(workbook), plan: plan, units: units).map(period: nil)
  }

  private static let units = UnitCatalogue(
    definitions: [
      UnitDefinition(name: "t", dimension: "mass", scale: Rational(1000), mayCarrySpecies: true)
    ], species: ["C"])

  private static let plan = Plan(
    methodology: "m", revision: 1, title: Label("m"),
    rowSets: [
      RowSet(id: "filing", title: Label("填报"), parent: nil),
      RowSet(id: "facility", title: Label("设施"), parent: 0),
    ], tables: [],
    inputs: [Input(id: "fc", shape: Shape(rows: 1, grain: .month), kind: .number)], nodes: [],
    named: [
      Named(
        id: "fc", symbol: "FC", title: Label("消耗量"), role: .input, node: 0, unit: UnitLabel("t"),
        citation: Citation(clause: nil, source: nil, evidence: .definition))
    ], checks: [])

  // MARK: A container around a sheet

  private static let start = "<?xml version=\"1.0\"?>"
  private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let relations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let package = "http://schemas.openxmlformats.org/package/2006/relationships"

  private static func around(_ sheet: [UInt8]) -> [UInt8] {
    stored([
      (
        "_rels/.rels",
        Array(
          """
          <Relationships xmlns="\(package)"><Relationship Id="a" Type="\(relations)/officeDocument"
          Target="xl/workbook.xml"/></Relationships>
          """.utf8)
      ),
      (
        "xl/workbook.xml",
        Array(
          """
          <workbook xmlns="\(main)" xmlns:r="\(relations)"><sheets><sheet name="设施" r:id="a"/>
          </sheets></workbook>
          """.utf8)
      ),
      (
        "xl/_rels/workbook.xml.rels",
        Array(
          """
          <Relationships xmlns="\(package)"><Relationship Id="a" Type="\(relations)/worksheet"
          Target="s.xml"/></Relationships>
          """.utf8)
      ), ("xl/s.xml", sheet),
    ])
  }

  /// A ZIP container of entries that are not packed.
  private static func stored(_ entries: [(String, [UInt8])]) -> [UInt8] {
    var out: [UInt8] = []
    var directory: [UInt8] = []
    func number(_ value: Int, _ length: Int) -> [UInt8] {
      (0..<length).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    for (name, bytes) in entries {
      let head =
        number(20, 2) + number(0, 8) + number(Int(crc(bytes)), 4) + number(bytes.count, 4)
        + number(bytes.count, 4) + number(name.utf8.count, 2) + number(0, 2)
      directory += number(0x0201_4B50, 4) + number(20, 2) + head + number(0, 10)
      directory += number(out.count, 4) + Array(name.utf8)
      out += number(0x0403_4B50, 4) + head + Array(name.utf8) + bytes
    }
    let count = number(entries.count, 2)
    let end = number(directory.count, 4) + number(out.count, 4) + number(0, 2)
    return out + directory + number(0x0605_4B50, 4) + number(0, 4) + count + count + end
  }

  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }
}
