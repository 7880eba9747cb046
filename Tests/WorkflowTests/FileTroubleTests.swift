import Foundation
import Testing

@testable import Workflow

@Suite("Files that cannot be written")
struct FileTroubleTests {
  @Test("The reason is told in our own words, in both languages")
  func words() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "trouble-\(ProcessInfo.processInfo.globallyUniqueString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("a.txt").path
    try OutputFiles.write("x", to: file)
    let long = folder.path + "/" + String(repeating: "n", count: 400)
    let cases = [
      (file + "/b.txt", "路径中有一段是文件，不是文件夹", "part of the path is a file, not a folder"),
      (folder.path, "同名的是一个文件夹", "a folder has that name"),
      (long, "文件名太长，或有不能用的字符", "the name is too long or has characters"),
    ]
    for (path, zh, en) in cases {
      let stop = #expect(throws: CommandStop.self) { try OutputFiles.write("y", to: path) }
      guard case .failed(let text)? = stop else {
        Issue.record("\(path) was written")
        continue
      }
      #expect(text.zh.contains(zh), "\(text.zh)")
      #expect(text.en.contains(en), "\(text.en)")
    }
  }
}
