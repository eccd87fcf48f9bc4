"""The Hugging Face features that a schema carries: kept, compared, and completed where columns change."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from cda.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_KEY = b"huggingface"


def features_of(schema: pa.Schema) -> dict[str, Any]:
    """Give the features in the metadata of a schema; none where there is no metadata that can be read."""
    try:
        features = json.loads((schema.metadata or {})[_KEY])["info"]["features"]
    except (KeyError, TypeError, ValueError):
        return {}
    return features if isinstance(features, dict) else {}


def require_same_labels(schemas: Sequence[tuple[str, pa.Schema]]) -> None:
    """Check that a class label means the same in all files.

    Args:
        schemas: File names and schemas.

    Raises:
        InputError: The same number would stand for different labels.
    """
    first: dict[str, tuple[str, Any]] = {}
    for name, schema in schemas:
        for column, feature in features_of(schema).items():
            other, known = first.setdefault(column, (name, feature))
            if known != feature and "ClassLabel" in json.dumps([known, feature]):
                raise InputError(
                    f"column {column!r} has other class labels than in {other}",
                    where=name,
                    hint="give all files the same labels, or augment them one by one",
                )


def with_features(schema: pa.Schema, origin: pa.Schema) -> pa.Schema:
    """Carry metadata over to a schema that has the columns of its origin and perhaps more, or wider types.

    Args:
        schema: The schema without metadata.
        origin: The schema whose metadata to keep.
    """
    features = features_of(origin)
    if not features:
        return schema.with_metadata(origin.metadata)
    known = {field.name: field.type for field in origin}
    new = {
        field.name: features[field.name]
        if field.name in features and known.get(field.name) == field.type
        else _feature(field)
        for field in schema
    }
    if list(new.items()) == list(features.items()):
        return schema.with_metadata(origin.metadata)
    metadata: Mapping[bytes, bytes] = origin.metadata
    described = json.loads(metadata[_KEY])
    described["info"]["features"] = new
    return schema.with_metadata({**metadata, _KEY: json.dumps(described).encode()})


def _feature(field: pa.Field) -> Any:
    from datasets import Features  # noqa: PLC0415 - it takes a second to import and is seldom needed

    return Features.from_arrow_schema(pa.schema([field.remove_metadata()])).to_dict()[field.name]
