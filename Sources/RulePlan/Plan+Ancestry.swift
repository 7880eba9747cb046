extension Plan {
  /// The row sets from one up to the filing, itself first.
  public func ancestry(_ rowSet: Int) -> [Int] {
    var chain = [rowSet]
    while let last = chain.last, let parent = rowSets[last].parent { chain.append(parent) }
    return chain
  }
}
