import Diagnostics
import Quantities

extension Filing {
  /// A measuring instrument 计量器具.
  public struct Meter: Hashable, Sendable {
    /// What records call it; unique in the filing.
    public var id: String
    /// The name that people know it by.
    public var title: String?
    /// 类型: belt scale, flow meter, energy meter.
    public var type: String?
    /// 型号.
    public var model: String?
    /// 出厂编号.
    public var serial: String?
    /// 准确度等级 as written: `0.5 级`, `±0.25 %`.
    public var accuracy: String?
    /// Where it is installed.
    public var place: String?
    /// The meter whose reading contains this one's.
    public var subMeterOf: String?
    /// The values that rest on it; without a period for all periods.
    public var measures: [CellAddress]
    /// How often it has to be calibrated, as written.
    public var every: String?
    /// 检定 or 校准, in order of time.
    public var calibrations: [Calibration]
    /// What else is to be said.
    public var note: String?
    /// Where it was written.
    public var origin: Origin

    /// Makes a meter; further properties are set on the result.
    public init(id: String, title: String? = nil, origin: Origin = .none) {
      self.id = id
      self.title = title
      self.measures = []
      self.calibrations = []
      self.origin = origin
    }
  }

  /// One calibration of a meter.
  public struct Calibration: Hashable, Sendable {
    /// The day of calibration.
    public var on: Day?
    /// The last day on which it holds.
    public var through: Day?
    /// The number of the certificate.
    public var certificate: String?
    /// Who calibrated.
    public var laboratory: String?
    /// 合格, 不合格 or what the certificate says.
    public var result: String?
    /// Where it was written.
    public var origin: Origin

    /// Makes a calibration; further properties are set on the result.
    public init(on: Day? = nil, through: Day? = nil, origin: Origin = .none) {
      self.on = on
      self.through = through
      self.origin = origin
    }
  }
}
