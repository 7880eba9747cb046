// Adds revisions to a project until it is killed, and says each time when one is on the disk.
//
// StoreWriter PROJECT FROM registry: the same with movements of one tonne each.
// StoreWriter PROJECT FROM: makes the project where there is none; revision n holds the text that
// `StoreWriter.content(n)` gives, so that whoever looks afterwards can tell.
import Accounting
import Foundation
import Store

let words = CommandLine.arguments
guard (3...4).contains(words.count), let first = Int(words[2]) else { exit(2) }
do {
  if words.last == "registry" { try Writer.move(words[1], from: first) }
  try Writer.run(words[1], from: first)
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
