internal import COpenSSL

/// What a failed session means, and what to do about it.
struct TLSDiagnosis {
    let error: NetworkError
    /// The peer sent an HTTP request that is not encrypted.
    let isPlainHTTP: Bool

    /// Reads, and empties, OpenSSL's error queue.
    init(of session: OpaquePointer, isClient: Bool, endpoint: Endpoint, phase: NetworkError.Phase) {
        let report = OpenSSLErrors.take()
        isPlainHTTP = report?.reason == SSL_R_HTTP_REQUEST || report?.reason == SSL_R_HTTPS_PROXY_REQUEST
        if report?.reason == SSL_R_CERTIFICATE_VERIFY_FAILED {
            error = NetworkError(
                .tlsVerificationFailed,
                isClient ? Self.serverExpectation(session, endpoint) : Self.clientExpectation(endpoint),
                endpoint: endpoint,
                phase: phase,
                underlying: .tls(String(cString: X509_verify_cert_error_string(SSL_get_verify_result(session))))
            )
            return
        }
        let isMissing = report?.reason == SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE
        error = NetworkError(
            isMissing ? .tlsVerificationFailed : .tlsFailed,
            isMissing
                ? "expected \(endpoint) to show a client certificate, found none"
                : "TLS with \(endpoint) failed: \(Self.advice(for: report?.reason, isClient: isClient))",
            endpoint: endpoint,
            phase: phase,
            underlying: report.map { .tls($0.text) }
        )
    }

    private static func serverExpectation(_ session: OpaquePointer, _ endpoint: Endpoint) -> String {
        let name = SSL_get_servername(session, TLSEXT_NAMETYPE_host_name).map { String(cString: $0) } ?? endpoint.host
        return "expected a certificate for '\(name)' from a trusted authority; if it is your own, add its root"
            + " (TLSOptions.roots)"
    }

    private static func clientExpectation(_ endpoint: Endpoint) -> String {
        "expected a client certificate of \(endpoint) from a trusted authority, see the cause"
            + " (TLSServerOptions.clientVerification has the roots)"
    }

    private static func advice(for reason: Int32?, isClient: Bool) -> String {
        switch reason {
        case SSL_R_WRONG_VERSION_NUMBER:
            isClient
                ? "the port does not speak TLS; check the port, or use http://" : "the client does not speak TLS"
        case SSL_R_HTTP_REQUEST, SSL_R_HTTPS_PROXY_REQUEST:
            "the client sent a plain HTTP request; it should use https://"
        case SSL_R_UNSUPPORTED_PROTOCOL, SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
            "there is no TLS version that both sides accept; see minimumVersion"
        case SSL_R_NO_SHARED_CIPHER, SSL_R_NO_SHARED_GROUPS, SSL_R_NO_SHARED_SIGNATURE_ALGORITHMS,
            SSL_R_NO_SUITABLE_SIGNATURE_ALGORITHM, SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE,
            SSL_R_TLSV1_ALERT_INSUFFICIENT_SECURITY:
            "there are no algorithms, or no kind of certificate, that both sides accept"
        case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
            "the peer demands a client certificate; set TLSOptions.identity"
        case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
            "the peer does not trust the authority of this side's certificate"
        case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
            "the peer finds this side's certificate expired"
        case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE, SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN,
            SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED, SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
            "the peer refuses this side's certificate"
        case SSL_R_NO_APPLICATION_PROTOCOL, SSL_R_TLSV1_ALERT_NO_APPLICATION_PROTOCOL:
            "there is no application protocol that both sides speak; see applicationProtocols"
        case SSL_R_CALLBACK_FAILED:
            "the client asked for a name that no certificate is for"
        case SSL_R_TLSV1_UNRECOGNIZED_NAME:
            "the server has no certificate for the name that was asked for"
        case SSL_R_DECRYPTION_FAILED_OR_BAD_RECORD_MAC, SSL_R_SSLV3_ALERT_BAD_RECORD_MAC:
            "a record was damaged on its way"
        case .none:
            "the stream broke off"
        default:
            "the peer and this side do not agree, see the cause"
        }
    }
}
