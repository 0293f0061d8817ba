"""Credentials of sources: what of an address Prefect's database never holds, found again when the flow runs.

    https://reader:pa55word@news.example/feed?token=abc      the address, in wireglot.toml or WIREGLOT_SOURCES
    https://hidden@news.example/feed?token=hidden            the parameter of the flow

The flow looks for an address with this masked form in the desks of the file that the deployment names, then in the
environment variable WIREGLOT_SOURCES (addresses with spaces between them), for a machine without that file.
"""

import logging
import os
from collections.abc import Iterable
from pathlib import Path

from wireglot.articles import is_masked, masked_address
from wireglot.articles.reading import path_of
from wireglot.flows.desks import InvalidDesks, read_config

VARIABLE = "WIREGLOT_SOURCES"

log = logging.getLogger(__name__)


def with_credentials(config: str, addresses: Iterable[str]) -> dict[str, str]:
    """Return the whole addresses that are known here, by their masked form; {} where none of `addresses` is masked.

    Args:
        config: The file of the desks, as `name_of` writes it; "" for none.
    """
    if not any(map(is_masked, addresses)):
        return {}
    known = [*os.environ.get(VARIABLE, "").split(), *(_addresses_in(config) if config else ())]
    return {masked_address(address): address for address in known}


def _addresses_in(config: str) -> list[str]:
    try:
        desks = read_config(Path(path_of(config))).desks
    except InvalidDesks as error:
        log.warning("No credentials of sources are known: %s", error)
        return []
    return [source.at for desk in desks for source in desk.sources if source.is_on_the_web]
