extension DataFailure {
    /// A file or stream that could not be read to its end.
    init(_ error: InputError) {
        self.init(code: error.name, message: "\(error.commandError(.failed))")
    }
}
