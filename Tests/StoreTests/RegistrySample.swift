import Accounting
import Diagnostics
import Foundation
import Quantities

@testable import Store

/// Records of a registry for tests: a method with its filing, two projects, units that moved.
enum RegistrySample {
  static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

  static func tonnes(_ count: Int64) -> CreditQuantity {
    CreditQuantity(grams: count * CreditQuantity.gramsOfTonne)
  }

  static func lines(_ records: [any RegistryRecord]) -> [ProjectFile.RegistryLine] {
    records.enumerated().map { index, record in
      ProjectFile.RegistryLine(
        record, at: .cell(file: "t.csv", sheet: nil, row: index + 2, column: 1))
    }
  }

  static let method: CreditMethod = {
    var method = CreditMethod(id: "2017004-v01", title: "示例方法")
    method.scheme = "PHCER"
    method.region = "广东省"
    method.batch = "第三批"
    method.notice = "粤发改气候函〔2017〕4865号"
    return method
  }()

  static let filed: MethodStep = {
    var step = MethodStep(method: "2017004-v01", step: .filed, day: day("2017-09-12"))
    step.notice = "粤发改气候函〔2017〕4865号"
    step.remark = "备案"
    return step
  }()

  static let project: CreditProject = {
    var project = CreditProject(id: "P1", title: "示例项目", method: "2017004-v01")
    project.kind = "节电"
    project.region = "广东省广州市"
    project.areas = "示例片区"
    project.owner = "示例公司"
    project.started = day("2016-01-01")
    project.register = "外部登记簿"
    return project
  }()

  static let participant = ProjectParticipant(
    project: "P1", key: "meter:1", from: day("2016-01-01"), through: day("2016-12-31"))

  static func period(
    _ id: String = "P1-2016", _ quantity: Int64 = 239_197, from: String = "2016-01-01",
    through: String = "2016-12-31"
  ) -> MonitoringPeriod {
    var period = MonitoringPeriod(
      id: id, project: "P1", method: "2017004-v01", from: day(from), through: day(through))
    period.quantity = tonnes(quantity)
    period.basis = "报告 1"
    period.register = "外部登记簿"
    return period
  }

  static func issue(
    _ id: String = "L1", _ quantity: Int64 = 239_197, period: String = "P1-2016"
  ) -> CreditIssue {
    CreditIssue(
      id: id, period: period, credit: "PHCER", vintage: 2016, quantity: tonnes(quantity),
      holder: "甲", day: day("2017-06-09"))
  }

  static let numbered: CreditIssue = {
    var issue = Self.issue("L2", 10)
    issue.register = "外部登记簿"
    issue.series = "GD-2016"
    issue.first = 1
    issue.last = 10
    issue.remark = "一至十号"
    return issue
  }()

  static func movement(
    _ action: CreditMovement.Action, _ quantity: Int64, _ holder: String = "甲",
    to receiver: String? = nil, on date: String = "2017-06-20", of lot: String = "L1"
  ) -> CreditMovement {
    var movement = CreditMovement(
      issue: lot, action: action, quantity: tonnes(quantity), holder: holder, day: day(date))
    movement.receiver = receiver
    if action == .surrendered {
      movement.programme = "guangdong"
      movement.year = 2016
    }
    return movement
  }

  /// Everything that every test of a whole registry starts with.
  static let records: [any RegistryRecord] = [
    method, filed, project, participant, period("P1-2016", 239_207), issue(), numbered,
  ]

  /// A project file with a filing, and all kinds of records in its registry.
  static func file(_ path: String) throws -> String {
    _ = try Sample.file(path)
    let project = try ProjectFile.open(path, for: .writing)
    try project.register(lines(records), Sample.note(10))
    var transfer = movement(.transferred, 7, to: "乙")
    transfer.register = "外部登记簿"
    transfer.remark = "转让"
    try project.register(lines([transfer, movement(.surrendered, 5, "乙")]), Sample.note(11))
    try project.void(.movements, number: 2, remark: "录错", Sample.note(12))
    return path
  }
}
