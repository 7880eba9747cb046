import Diagnostics
import Quantities

/// Cells that a stage puts over a filing, with author and reason.
public struct Overlay: Hashable, Sendable {
  /// Which stage.
  public var stage: Stage
  /// Who.
  public var author: String
  /// Why.
  public var reason: String
  /// When.
  public var on: Day?
  /// The cells; each carries the place where it was written.
  public var cells: [Filing.Entry]
  /// Where it was written.
  public var origin = Origin.none

  /// Makes an overlay.
  public init(stage: Stage, author: String, reason: String, cells: [Filing.Entry]) {
    self.stage = stage
    self.author = author
    self.reason = reason
    self.cells = cells
  }
}

/// An immutable filing and the stages that were put over it.
public struct FilingRevision: Hashable, Sendable {
  /// What the enterprise filed.
  public let base: Filing
  /// What later stages changed, in the order in which it happened.
  public let overlays: [Overlay]

  /// Makes a revision; stages that the filing brings along come before the overlays.
  public init(base: Filing, overlays: [Overlay] = []) {
    self.base = base.withoutStages
    self.overlays = base.stages + overlays
  }

  /// The filing with its stages beside it, as files hold it.
  public var whole: Filing {
    var filing = base
    filing.stages = overlays
    return filing
  }

  /// The revision with one more overlay.
  public func adding(_ overlay: Overlay) -> FilingRevision {
    FilingRevision(base: base, overlays: overlays + [overlay])
  }

  /// The filing as it stands at a stage.
  ///
  /// Overlays are taken in the order of their stages, those of one stage in the order in which
  /// they were added. A cell takes the place of the one with the same address; the others follow.
  /// - Complexity: O(cells).
  public func filing(at stage: Stage = .approved) -> Filing {
    var filing = base
    let applied = overlays.enumerated().filter { $0.element.stage <= stage }.sorted {
      ($0.element.stage, $0.offset) < ($1.element.stage, $1.offset)
    }
    guard !applied.isEmpty else { return filing }
    var places: [CellAddress: Int] = [:]
    for (index, entry) in filing.cells.enumerated() { places[entry.address] = index }
    for (_, overlay) in applied {
      for entry in overlay.cells {
        var cell = entry.cell
        cell.stage = overlay.stage
        if let place = places[entry.address] {
          filing.cells[place].cell = cell
        } else {
          places[entry.address] = filing.cells.count
          filing.cells.append(Filing.Entry(entry.address, cell))
        }
      }
    }
    return filing
  }

  /// What was stated at an address, from the enterprise's cell on; the overlay is nil for the base.
  public func history(of address: CellAddress) -> [(overlay: Overlay?, cell: Cell)] {
    var history: [(overlay: Overlay?, cell: Cell)] = []
    if let cell = base.cell(at: address) { history.append((nil, cell)) }
    for overlay in overlays {
      for entry in overlay.cells where entry.address == address {
        var cell = entry.cell
        cell.stage = overlay.stage
        history.append((overlay, cell))
      }
    }
    return history
  }
}

extension Filing {
  fileprivate var withoutStages: Filing {
    var filing = self
    filing.stages = []
    return filing
  }
}
