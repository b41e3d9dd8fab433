/**
 * A self-signed certificate for `localhost` and its key, for tests of TLS only: everybody knows this key.
 */
export const testCertificate = `-----BEGIN CERTIFICATE-----
MIIBPjCB8aADAgECAhQKM+zp6VBWmaC2rFfY3ioX0tIAPjAFBgMrZXAwFDESMBAG
A1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDE0MTI0MloYDzIxMjYxMDMxMTQxMjQy
WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwKjAFBgMrZXADIQDotzv3Eb4yHuago11m
cl+/4yoenwcw9hQ4irEbBjigw6NTMFEwHQYDVR0OBBYEFGfHZbYuop2uzZC12ew7
l4tgEqHxMB8GA1UdIwQYMBaAFGfHZbYuop2uzZC12ew7l4tgEqHxMA8GA1UdEwEB
/wQFMAMBAf8wBQYDK2VwA0EAcZBe2WctGNNieuoOnwBL5GykJx7KqI6gvVyGcjrA
XvLhgomyTPCIIqXTCmYVl667D+ShjoJ6PjWRqlLTS39xBA==
-----END CERTIFICATE-----
`;

/** The certificate's key. */
export const testCertificateKey = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIPFsAAZkIDU6T+aKexSDa4IYVqF3B3+DPzEBWPey4f7G
-----END PRIVATE KEY-----
`;
