import Accounting
import Diagnostics
import Quantities

/// What a filing says about itself, with its period.
struct FilingHead: FilingRecord {
  static let element = "filing"
  static let recordTitle = "填报数据"
  var header = Filing.Header()
  /// The reporting period; nil where none was read.
  var period: Period?
  var origin: Origin {
    get { header.origin }
    set { header.origin = newValue }
  }

  init(_ filing: Filing) {
    header = filing.header
    period = filing.period
  }

  init(blankAt origin: Origin) { header.origin = origin }

  mutating func code<Coder: FieldCoder>(_ coder: inout Coder) {
    coder.text("enterprise", "报告主体", &header.enterprise)
    coder.text("creditCode", "统一社会信用代码", &header.creditCode)
    coder.text("methodology", "方法学", &header.methodology)
    let written = period
    coder.field(
      .init(id: "period", title: "报告期", kind: .period, isRequired: true),
      written.map { .text($0.description) }
    ) {
      guard let read = $0.plainText.flatMap({ ValueText.period($0) }) else { return false }
      period = read
      return true
    }
    coder.day("filedOn", "填报日期", &header.filedOn)
    coder.text("purpose", "用途", &header.purpose)
    coder.text("region", "地区", &header.region)
  }
}

extension Filing.Attribute: FilingRecord {
  static let element = "attribute"
  static let recordTitle = "其他项目"
  var origin: Origin {
    get { .none }
    set { _ = newValue }
  }
  init(blankAt origin: Origin) { self.init("", "") }
  mutating func code<Coder: FieldCoder>(_ coder: inout Coder) {
    coder.text("name", "项目", &name)
    coder.text("value", "内容", &value)
  }
}

extension Filing.Revision: FilingRecord {
  static let element = "revision"
  static let recordTitle = "版本"
  var origin: Origin {
    get { .none }
    set { _ = newValue }
  }
  init(blankAt origin: Origin) { self.init() }
  mutating func code<Coder: FieldCoder>(_ coder: inout Coder) {
    coder.text("number", "版本号", &number)
    coder.day("on", "版本日期", &on)
    coder.text("author", "编制人", &author)
    coder.text("reason", "修改理由", &reason)
    coder.text("follows", "前一版本", &follows)
  }
}

extension Filing.Row: FilingRecord {
  static let element = "row"
  static let recordTitle = "行"
  init(blankAt origin: Origin) { self.init(steps: [], origin: origin) }
  mutating func code<Coder: FieldCoder>(_ coder: inout Coder) {
    coder.steps("row", "行", &steps, isRequired: true)
    coder.text("title", "名称", &title)
    coder.day("from", "起", &from)
    coder.day("through", "止", &through)
  }
}

extension Filing.Entry: FilingRecord {
  static let element = "cell"
  static let recordTitle = "数据"
  var origin: Origin {
    get { cell.origin }
    set { cell.origin = newValue }
  }
  init(blankAt origin: Origin) {
    self.init(CellAddress(name: ""), Cell(.text(""), origin: origin))
  }
  mutating func code<Coder: FieldCoder>(_ coder: inout Coder) {
    coder.address("at", "地址", &address)
    coder.value(&cell.value)
    coder.word("stage", "阶段", &cell.stage, silent: .reported)
  }
}

extension Filing.Statement: FilingRecord {
  static let element = "notOccurring"
  static let recordTitle = "不涉及"
  init(blankAt origin: Origin) { self.init(CellAddress(name: ""), reason: "", origin: origin) }
  mutating func code<Coder: FieldCoder>(_ coder: inout Coder) {
    coder.address("at", "地址", &target)
    coder.text("reason", "理由", &reason)
  }
}

extension Filing.Field: FilingRecord {
  static let element = "field"
  static let recordTitle = "证据字段"
  var origin: Origin {
    get { .none }
    set { _ = newValue }
  }
  init(blankAt origin: Origin) { self.init("", .text("")) }
  mutating func code<Coder: FieldCoder>(_ coder: inout Coder) {
    coder.text("name", "字段", &name)
    coder.value(&value)
  }
}

extension Filing.Sample: FilingRecord {
  static let element = "sample"
  static let recordTitle = "样品"
  init(blankAt origin: Origin) { self.init(id: "", fields: [], origin: origin) }
  mutating func code<Coder: FieldCoder>(_ coder: inout Coder) {
    coder.text("id", "样品", &id)
    coder.text("evidence", "支撑材料", &evidence)
    coder.records("fields", "证据字段", &fields)
  }
}

extension Filing.DataRecord: FilingRecord {
  static let element = "record"
  static let recordTitle = "数据来源登记"
  init(blankAt origin: Origin) { self.init(at: CellAddress(name: ""), origin: origin) }
  mutating func code<Coder: FieldCoder>(_ coder: inout Coder) {
    coder.address("at", "地址", &at)
    coder.text("record", "数据来源", &record)
    coder.texts("crossChecks", "交叉核对", &crossChecks)
    coder.texts("evidence", "支撑材料", &evidence)
    coder.texts("meters", "计量器具", &meters)
    coder.text("department", "责任部门", &department)
    coder.text("note", "备注", &note)
  }
}

extension Filing.EvidenceItem: FilingRecord {
  static let element = "document"
  static let recordTitle = "支撑材料"
  init(blankAt origin: Origin) { self.init(id: "", origin: origin) }
  mutating func code<Coder: FieldCoder>(_ coder: inout Coder) {
    coder.text("id", "编号", &id)
    coder.text("title", "名称", &title)
    coder.text("type", "类别", &type)
    coder.text("file", "文件", &file)
    coder.text("sha256", "SHA-256", &sha256)
    coder.text("report", "报告编号", &report)
    coder.text("laboratory", "检测机构", &laboratory)
    coder.text("accreditation", "资质标志", &accreditation)
    coder.day("sampled", "采样日期", &sampled)
    coder.day("received", "收样日期", &received)
    coder.day("tested", "检测日期", &tested)
    coder.day("issued", "报告日期", &issued)
    coder.text("standard", "检测标准", &standard)
    coder.text("note", "备注", &note)
  }
}

extension Filing.Meter: FilingRecord {
  static let element = "meter"
  static let recordTitle = "计量器具"
  init(blankAt origin: Origin) { self.init(id: "", origin: origin) }
  mutating func code<Coder: FieldCoder>(_ coder: inout Coder) {
    coder.text("id", "编号", &id)
    coder.text("title", "名称", &title)
    coder.text("type", "类型", &type)
    coder.text("model", "型号", &model)
    coder.text("serial", "出厂编号", &serial)
    coder.text("accuracy", "准确度等级", &accuracy)
    coder.text("place", "安装位置", &place)
    coder.text("subMeterOf", "上级计量器具", &subMeterOf)
    coder.addresses("measures", "计量的数据", &measures)
    coder.text("every", "检定周期", &every)
    coder.text("note", "备注", &note)
    coder.records("calibrations", "检定", &calibrations)
  }
}

extension Filing.Calibration: FilingRecord {
  static let element = "calibration"
  static let recordTitle = "检定"
  init(blankAt origin: Origin) { self.init(origin: origin) }
  mutating func code<Coder: FieldCoder>(_ coder: inout Coder) {
    coder.day("on", "检定日期", &on)
    coder.day("through", "有效期至", &through)
    coder.text("certificate", "证书编号", &certificate)
    coder.text("laboratory", "检定机构", &laboratory)
    coder.text("result", "检定结论", &result)
  }
}

extension Filing.BoundaryPart: FilingRecord {
  static let element = "part"
  static let recordTitle = "核算边界"
  init(blankAt origin: Origin) { self.init(id: "", kind: .facility, origin: origin) }
  mutating func code<Coder: FieldCoder>(_ coder: inout Coder) {
    coder.text("id", "编号", &id)
    coder.word("kind", "类别", &kind)
    coder.text("title", "名称", &title)
    coder.texts("partOf", "所属", &partOf)
    coder.steps("row", "对应的行", &row)
    coder.flag("included", "纳入核算", &isIncluded)
    coder.text("note", "备注", &note)
    coder.records("changes", "变化", &changes)
  }
}

extension Filing.BoundaryChange: FilingRecord {
  static let element = "change"
  static let recordTitle = "变化"
  init(blankAt origin: Origin) { self.init(.altered, origin: origin) }
  mutating func code<Coder: FieldCoder>(_ coder: inout Coder) {
    coder.word("change", "变化", &kind)
    coder.day("on", "变化日期", &on)
    coder.text("before", "变化前", &before)
    coder.text("changeNote", "变化说明", &note)
  }
}

extension MonitoringPlan: FilingRecord {
  static let element = "monitoringPlan"
  static let recordTitle = "监测计划"
  var origin: Origin {
    get { .none }
    set { _ = newValue }
  }
  init(blankAt origin: Origin) { self.init() }
  mutating func code<Coder: FieldCoder>(_ coder: inout Coder) {
    coder.text("title", "监测计划名称", &title)
    coder.records("versions", "版本", &versions)
    coder.records("parameters", "参数", &parameters)
    coder.records("sections", "章节", &sections)
  }
}

extension MonitoringPlan.Version: FilingRecord {
  static let element = "version"
  static let recordTitle = "监测计划版本"
  init(blankAt origin: Origin) { self.init(number: "", origin: origin) }
  mutating func code<Coder: FieldCoder>(_ coder: inout Coder) {
    coder.text("number", "版本号", &number)
    coder.day("on", "版本日期", &on)
    coder.day("from", "执行日期", &from)
    coder.text("changes", "修订内容", &changes)
    coder.text("reason", "修订理由", &reason)
    coder.text("author", "批准人", &author)
  }
}

extension MonitoringPlan.Parameter: FilingRecord {
  static let element = "parameter"
  static let recordTitle = "监测计划参数"
  init(blankAt origin: Origin) { self.init(at: CellAddress(name: ""), origin: origin) }
  mutating func code<Coder: FieldCoder>(_ coder: inout Coder) {
    coder.address("at", "地址", &at)
    coder.text("title", "参数名称", &title)
    coder.text("record", "数据来源", &record)
    coder.text("how", "获取方式", &how)
    coder.text("every", "监测频次", &every)
    coder.text("recordedEvery", "记录频次", &recordedEvery)
    coder.text("standard", "监测标准", &standard)
    coder.texts("meters", "计量器具", &meters)
    coder.text("ifMissing", "数据缺失处理", &ifMissing)
    coder.text("department", "责任部门", &department)
    coder.text("note", "备注", &note)
  }
}

extension MonitoringPlan.Section: FilingRecord {
  static let element = "section"
  static let recordTitle = "监测计划章节"
  init(blankAt origin: Origin) { self.init(title: "", text: "", origin: origin) }
  mutating func code<Coder: FieldCoder>(_ coder: inout Coder) {
    coder.text("title", "章节", &title)
    coder.prose("text", "内容", &text)
  }
}

extension Filing.Explanation: FilingRecord {
  static let element = "explanation"
  static let recordTitle = "说明"
  init(blankAt origin: Origin) { self.init(at: CellAddress(name: ""), .other, "", origin: origin) }
  mutating func code<Coder: FieldCoder>(_ coder: inout Coder) {
    coder.address("at", "地址", &at)
    coder.word("kind", "类别", &kind, silent: .other)
    coder.prose("text", "内容", &text)
  }
}

extension Filing.Signature: FilingRecord {
  static let element = "signature"
  static let recordTitle = "签署"
  init(blankAt origin: Origin) { self.init(role: "", origin: origin) }
  mutating func code<Coder: FieldCoder>(_ coder: inout Coder) {
    coder.text("role", "职务", &role)
    coder.text("name", "姓名", &name)
    coder.day("on", "日期", &on)
    coder.text("statement", "声明", &statement)
  }
}

extension Overlay: FilingRecord {
  static let element = "stage"
  static let recordTitle = "阶段"
  init(blankAt origin: Origin) {
    self.init(stage: .verified, author: "", reason: "", cells: [])
    self.origin = origin
  }
  mutating func code<Coder: FieldCoder>(_ coder: inout Coder) {
    codeHead(&coder)
    coder.records("cells", "数据", &cells)
  }
  /// What is said about the stage itself.
  mutating func codeHead<Coder: FieldCoder>(_ coder: inout Coder) {
    coder.word("stage", "阶段", &stage)
    coder.text("author", "作者", &author)
    coder.day("on", "日期", &on)
    coder.text("reason", "理由", &reason)
  }
}
