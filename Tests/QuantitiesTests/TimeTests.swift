import Testing

@testable import Quantities

@Suite struct TimeTests {
  @Test func days() throws {
    for row in try answers("days", least: 600) {
      let day = Day(number: try #require(Int32(row[0])))
      #expect("\(day.year) \(day.month) \(day.day)" == "\(row[1]) \(row[2]) \(row[3])")
      #expect(day.description == row[4])
      #expect(Day(row[4]) == day)
    }
  }

  @Test(arguments: [
    "2023-02-29", "2100-02-29", "2024-13-01", "2024-00-01", "2024-04-31", "2024-4-01",
    "2024-04-00", "0000-01-01", "20240401", "2024-04-01 ", "２024-04-01", "", "2024-04",
  ])
  func noDays(_ text: String) { #expect(Day(text) == nil) }

  @Test func monthsStepOverYears() throws {
    let december = try #require(YearMonth("2023-12"))
    #expect(december.next.description == "2024-01")
    #expect(december.advanced(by: 3).days == 31)
    #expect(december.advanced(by: 2).days == 29)
    #expect(december.quarter == 4)
    #expect(december.first.description == "2023-12-01")
    #expect(YearMonth("2023-1") == nil)
    #expect(YearMonth(year: 2023, month: 13) == nil)
  }

  @Test func slots() throws {
    for row in try answers("periods", least: 60) {
      let from = try #require(YearMonth(row[0]))
      let through = try #require(YearMonth(row[1]))
      let period = try #require(Period(from: from, through: through))
      #expect(period.days == Int(row[2]))
      let quarters = 0..<period.slotCount(.quarter)
      #expect(quarters.map { period.name(.quarter, $0) }.joined(separator: " ") == row[3])
      let cuts = quarters.map { index in
        let (start, end) = period.slotRange(.quarter, index)
        return "\(start)..\(end.advanced(by: -1))"
      }
      #expect(cuts.joined(separator: " ") == row[4])
      #expect(period.coarser(from: .day, to: .quarter).map(String.init).joined() == row[5])
      let ofDay = period.coarser(from: .day, to: .month).map(String.init)
      #expect(ofDay.joined(separator: " ") == row[6])
      try consistent(period)
    }
  }

  /// Names, ranges, containment and coarsening must tell one story.
  private func consistent(_ period: Period) throws {
    for division in TimeDivision.allCases {
      var next = period.start
      for index in 0..<period.slotCount(division) {
        let (start, end) = period.slotRange(division, index)
        #expect(start == next)
        next = end
        #expect(period.slot(containing: start, division) == index)
        #expect(period.slot(containing: end.advanced(by: -1), division) == index)
        let found = try #require(period.index(ofName: period.name(division, index)))
        // A period of one calendar year has its name.
        let own = division == .calendarYear && period.description.count == 4 ? .year : division
        #expect(found.division == own && found.index == index)
        for coarse in TimeDivision.allCases where coarse <= division {
          let map = period.coarser(from: division, to: coarse)
          #expect(map.count == period.slotCount(division))
          #expect(period.slot(containing: start, coarse) == Int(map[index]))
        }
      }
      #expect(next == period.end)
      #expect(period.slot(containing: period.end, division) == nil)
      #expect(period.slot(containing: period.start.advanced(by: -1), division) == nil)
    }
  }

  @Test func names() throws {
    let year = try #require(Period(year: 2024))
    #expect(year.name(.year, 0) == "2024")
    #expect(year.name(.day, 59) == "2024-02-29")
    let part = try #require(Period("2022-01..2022-04"))
    #expect(part.name(.year, 0) == "2022-01..2022-04")
    #expect(part.index(ofName: "2022")?.division == .calendarYear)
    #expect(part.index(ofName: "2021") == nil)
    #expect(part.index(ofName: "2022-05") == nil)
    #expect(part.index(ofName: "2022-Q2")?.index == 1)
    #expect(part.index(ofName: "2022-Q3") == nil)
    #expect(part.index(ofName: "2021-12-31") == nil)
    #expect(Period("2022-05..2022-04") == nil)
    #expect(Period("1900-01..2022-04") == nil)
    #expect(Period("2024")?.description == "2024")
  }
}
