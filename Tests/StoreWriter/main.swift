// Adds revisions to a project until it is killed, and says each time when one is on the disk.
//
// StoreWriter PROJECT FROM: makes the project where there is none; revision n holds the text that
// `StoreWriter.content(n)` gives, so that whoever looks afterwards can tell.
import Accounting
import Foundation
import Store

let words = CommandLine.arguments
guard words.count == 3, let first = Int(words[2]) else { exit(2) }
do {
  try Writer.run(words[1], from: first)
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
