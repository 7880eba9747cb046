import Diagnostics
import Quantities
import RulePlan

/// Reads the library's units and species.
public enum UnitLibrary {
  /// The catalogue in `units/units.xml`, and what is wrong with it.
  public static func read(_ library: RuleFiles) -> (UnitCatalogue, [Finding]) {
    let path = "units/units.xml"
    guard let bytes = library.files[path] else {
      let empty = UnitCatalogue(definitions: [], species: [])
      return (empty, [Finding(.fileMissing, at: .file(path), ["path": path])])
    }
    let (root, findings) = XMLReader.read(bytes, file: path)
    var definitions: [UnitDefinition] = []
    var species: Set<String> = []
    for element in root?.elements ?? [] {
      let id = element.attribute("id")?.value ?? ""
      if element.name == "species" { species.insert(id) }
      guard element.name == "unit" else { continue }
      let scale = Self.scale(element.attribute("scale")?.value ?? "1")
      definitions.append(
        UnitDefinition(
          name: id,
          aliases: (element.attribute("alias")?.value ?? "").split(separator: " ").map(String.init),
          dimension: element.attribute("dimension")?.value ?? "1", scale: scale ?? .one,
          mayCarrySpecies: element.attribute("species")?.value == "yes",
          isAffine: element.attribute("affine")?.value == "yes",
          basis: element.attribute("basis")?.value))
    }
    return (UnitCatalogue(definitions: definitions, species: species), findings)
  }

  /// `1000`, `0.001` or `1/3`.
  private static func scale(_ text: String) -> Rational? {
    let parts = text.split(separator: "/")
    guard let first = parts.first, let top = Rational(decimal: first) else { return nil }
    guard parts.count == 2 else { return top }
    return Rational(decimal: parts[1]).flatMap { top.divided(by: $0) }
  }
}
