/// How far the content of the request at hand has been read.
struct HTTPRequestContentState {
    var isComplete = true
    /// The client holds its content back until it is told to go on.
    var awaitsContinue = false
    /// A task reads now.
    var isReading = false
    /// The response is complete; whoever kept the request reads nothing any more.
    var isOver = false
    /// Reading failed; it fails the same way again.
    var failure: NetworkError?
    var trailers = HTTPHeaders()
}
