"""Certificates of https: which are trusted, and what is wrong with one that is not.

Trusted are the authorities of certifi, as browsers have them; in their place those in the file SSL_CERT_FILE or the
folder SSL_CERT_DIR, as other programs take them. There is no setting that accepts any certificate.
"""

import os
import ssl

from wireglot.fetching.errors import Unreachable

# Of X509_V_ERR_... in OpenSSL's x509_vfy.h.
_OUT_OF_TIME = {9: "one that is not valid yet", 10: "one that has expired"}
_OTHER_HOST = {62, 64}


def trusted() -> ssl.SSLContext:
    """Return the context for connections.

    Raises:
        Unreachable: If the file that SSL_CERT_FILE names has no certificates.
    """
    import httpx

    try:
        return httpx.create_ssl_context()
    except OSError as error:  # no such file, or ssl.SSLError: nothing in it
        name = os.environ.get("SSL_CERT_FILE", "")
        raise Unreachable(
            f"SSL_CERT_FILE={name}: expected a file with certificates (PEM), found none; correct or unset it."
        ) from error


def tls_problem(error: BaseException, host: str) -> str:
    """Return what is wrong with the encrypted connection, and what to do; "" for an error of another kind."""
    found = _tls_error(error)
    if found is None:
        return ""
    if not isinstance(found, ssl.SSLCertVerificationError):
        return f"expected an encrypted connection, found {_reason(found)}; check whether the address is http or https."
    if kind := _OUT_OF_TIME.get(found.verify_code):
        return f"expected a valid certificate, found {kind}; check this machine's clock, or tell the site."
    if found.verify_code in _OTHER_HOST:
        return f"expected a certificate for {host}, found one for another host; check the address."
    return (
        f"expected a certificate from an authority that is trusted here, found another ({found.verify_message}); "
        "if it is meant, put the authority's certificate into a file and its name into SSL_CERT_FILE."
    )


def _tls_error(error: BaseException | None) -> ssl.SSLError | None:
    """Return the error of TLS from which libraries made this one."""
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error


def _reason(error: ssl.SSLError) -> str:
    return (error.reason or "an error").replace("_", " ").lower()
