import Store
import Testing

@Suite struct StoreVersionTests {
  @Test func applicationIDSpellsTheName() {
    #expect("mrv1".utf8.reduce(0) { $0 << 8 | Int32($1) } == StoreVersion.applicationID)
  }
}
