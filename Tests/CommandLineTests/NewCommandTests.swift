import Foundation
import Testing

/// `mrv new`: frames to write a methodology in.
struct NewCommandTests {
  @Test(arguments: ["carbon-benefit", "sector"])
  func aFrameIsSoundInALibraryOfItsOwn(_ frame: String) throws {
    let folder = try TemporaryFolder()
    let own = folder.path + "/draft"
    let made = try Product.run("new", frame, own, "--title", "某市 <试点> 方法")
    #expect(made.code == 0)
    #expect(made.out.contains("\(own)/\(frame)/draft/methodology.xml"))
    let list = try Product.run(["methods", "--methods", own], library: nil)
    #expect(
      list.code == 0 && list.out.contains("\(frame)/draft") && list.out.contains("某市 <试点> 方法"))
    let lint = try Product.run(["lint", "--methods", own], library: nil)
    #expect(lint.code == 0)
    let object = try Product.object(
      try Product.run(["lint", "--methods", own, "--json"], library: nil))
    #expect((object["findings"] as? [Any])?.isEmpty == true)
    let test = try Product.run(["test", "--methods", own], library: nil)
    #expect(test.code == 0 && test.out.contains("0 failed"))
    // Its cases are written too, and notice what is put in: the exit code holds them to 95 %.
    #expect(made.out.contains("/\(frame)/draft/cases/"))
    let mutation = try Product.run(["mutate", "\(frame)/draft", "--methods", own], library: nil)
    #expect(mutation.code == 0, "\(mutation.out)")
    #expect(try Product.run(["fmt", "--check", "--methods", own], library: nil).code == 0)
  }

  @Test func aFrameGoesIntoALibraryThatIsThere() throws {
    let folder = try TemporaryFolder()
    try folder.copyLibrary("illustrative/own-fuel")
    let place = folder.path + "/carbon-benefit/city-trips/draft"
    #expect(try Product.run("new", "carbon-benefit", place).code == 0)
    let test = try Product.run(
      ["test", "carbon-benefit/city-trips/draft", "--methods", folder.path], library: nil)
    #expect(test.code == 0)
    let again = try Product.run("new", "carbon-benefit", place)
    #expect(again.code == 1 && again.note.contains("没有改动"))
  }

  @Test func anUnknownFrameListsThem() throws {
    let folder = try TemporaryFolder()
    let run = try Product.run("new", "forestry", folder.path + "/x", "--lang", "en")
    #expect(run.code == 2)
    #expect(run.note.contains("carbon-benefit, sector"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/x"))
  }
}
