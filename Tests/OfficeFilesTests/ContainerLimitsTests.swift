import OfficeFiles
import Testing

@Suite struct ContainerLimitsTests {
  @Test func oneEntryMayNotOutgrowAll() {
    #expect(ContainerLimits.intake.entryBytes <= ContainerLimits.intake.totalBytes)
  }
}
