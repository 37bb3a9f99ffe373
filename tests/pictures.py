"""Small pictures with what cameras, programs and generators write into them; signed with a key of our own."""

from __future__ import annotations

import datetime as dt
import io
import json
from functools import lru_cache
from typing import Any

import c2pa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from PIL import Image, PngImagePlugin

IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
XMP = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
    ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
    ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "{fields}</rdf:Description></rdf:RDF></x:xmpmeta>"
)
FIELDS = {
    "source": "<Iptc4xmpExt:DigitalSourceType>{}</Iptc4xmpExt:DigitalSourceType>",
    "system": "<Iptc4xmpExt:AISystemUsed>{}</Iptc4xmpExt:AISystemUsed>",
    "version": "<Iptc4xmpExt:AISystemVersionUsed>{}</Iptc4xmpExt:AISystemVersionUsed>",
    "credit": "<photoshop:Credit>{}</photoshop:Credit>",
    "creator": "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>",
    "rights": '<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:rights>',
}


def picture(kind: str = "JPEG", size: tuple[int, int] = (160, 100), **fields: str) -> bytes:
    """An image of that format, with these fields in its XMP."""
    image, out = Image.linear_gradient("L").resize(size).convert("RGB"), io.BytesIO()
    xmp = XMP.format(fields="".join(FIELDS[name].format(value) for name, value in fields.items()))
    options: dict[str, Any] = {}
    if fields and kind == "PNG":
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", xmp)
    elif fields:
        options["xmp"] = xmp.encode()
    image.save(out, kind, **options)
    return out.getvalue()


def with_settings(words: str) -> bytes:
    """A PNG in which an image generator left its settings."""
    image, out, info = Image.new("RGB", (32, 32)), io.BytesIO(), PngImagePlugin.PngInfo()
    info.add_text("parameters", words)
    image.save(out, "PNG", pnginfo=info)
    return out.getvalue()


def signed(source: str = "digitalCapture", kind: str = "JPEG", tool: str = "Quay Camera") -> bytes:
    """A picture with content credentials that tell how it was made."""
    action = {"action": "c2pa.created", "digitalSourceType": IPTC + source, "softwareAgent": {"name": tool}}
    manifest = {
        "claim_generator_info": [{"name": "newsroom tests", "version": "1"}],
        "title": "quay",
        "assertions": [{"label": "c2pa.actions", "data": {"actions": [action]}}],
    }
    out, mime = io.BytesIO(), f"image/{kind.lower()}"
    c2pa.Builder(json.dumps(manifest)).sign(_signer(), mime, io.BytesIO(picture(kind)), out)
    return out.getvalue()


def tampered(data: bytes) -> bytes:
    """The same picture with one byte changed after it was signed."""
    changed = bytearray(data)
    changed[-120] ^= 0x10
    return bytes(changed)


def _signer() -> c2pa.Signer:
    chain, key = _certificates()
    return c2pa.Signer.from_info(c2pa.C2paSignerInfo(c2pa.C2paSigningAlg.ES256, chain, key, None))


@lru_cache(maxsize=1)
def _certificates() -> tuple[bytes, bytes]:
    """A chain of two and the key of the camera's."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root, camera = _name("Estuary Root"), _name("Estuary Cameras")
    top = (
        _certificate(root, root, root_key, 1)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_usage(signing=False), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    leaf = (
        _certificate(camera, root, key, 2)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signing=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False
        )
        .sign(root_key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return leaf.public_bytes(pem) + top.public_bytes(pem), secret


def _certificate(subject: x509.Name, issuer: x509.Name, key: Any, number: int) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(number)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=365))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _name(words: str) -> x509.Name:
    kinds = (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME)
    return x509.Name([x509.NameAttribute(kind, words) for kind in kinds])


def _usage(*, signing: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signing,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not signing,
        crl_sign=not signing,
        encipher_only=False,
        decipher_only=False,
    )
