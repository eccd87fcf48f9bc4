"""A hash of all values of a dataset, in order: equal for any way to cut the rows into files."""

from __future__ import annotations

import hashlib
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from cda.storage.store import Store, store_at
from cda.verify.content import batches, content_of, opened


class _Hash(Protocol):
    def update(self, data: Any, /) -> None: ...
    def hexdigest(self) -> str: ...


def digest_of(folder: str) -> dict[str, str]:
    """Hash the values of every config and split.

    Args:
        folder: The output folder of a run.

    Returns:
        ``default/train``, ``pairs/train`` and so on to SHA-256, 64 hexadecimal digits each. Two folders have the same
        digests if they have the same columns with the same values in the same order; how the rows are cut into files,
        row groups and pages does not matter.

    Raises:
        RunUnfinished: If no run has finished there.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from cda import Rewriter
        >>> from cda.run.augment import augment_files
        >>> from cda.run.job import AugmentJob
        >>> with TemporaryDirectory() as place:
        ...     _ = Path(place, "in.txt").write_text("She left.")
        ...     _ = augment_files(AugmentJob((f"{place}/in.txt",), f"{place}/out"), Rewriter())
        ...     digests = digest_of(f"{place}/out")
        >>> {name: len(digest) for name, digest in digests.items()}
        {'default/train': 64, 'pairs/train': 64}
    """
    store = store_at(folder)
    content = content_of(store)
    found = {}
    for config, splits in (("default", content.default), ("pairs", content.pairs)):
        for split, names in splits.items():
            whole = all(name.endswith(".parquet") for name in names)
            found[f"{config}/{split}"] = _of_parquet(store, names) if whole else _of_lines(store, names)
    return found


def _of_lines(store: Store, names: tuple[str, ...]) -> str:
    """The lines of text files; the line of names of a CSV file counts once."""
    digest, head = hashlib.sha256(), b""
    for name in names:
        with opened(store, name) as file:
            if name.endswith(".csv"):
                line = file.readline()
                digest.update(b"" if line == head else line)
                head = line
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()


def _of_parquet(store: Store, names: tuple[str, ...]) -> str:
    hashes: dict[str, _Hash] = {}
    for batch in batches(store, names):
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            _feed(hashes, name, column)
    told = "".join(f"{path} {one.hexdigest()}\n" for path, one in sorted(hashes.items()))
    return hashlib.sha256(told.encode("utf-8", "backslashreplace")).hexdigest()


def _feed(hashes: dict[str, _Hash], path: str, column: pa.Array) -> None:
    """Add the values of a column to its hashes: one of which are null, one of lengths, one of values, at any depth."""
    if isinstance(column, pa.ExtensionArray):
        _feed(hashes, path, column.storage)
        return
    kind = column.type
    if pa.types.is_dictionary(kind):
        _feed(hashes, path, column.dictionary_decode())
        return
    _update(hashes, f"{path} is null", pc.is_null(column).cast(pa.uint8()))
    if pa.types.is_struct(kind):
        for number, field in enumerate(kind):
            _feed(hashes, f"{path}.{field.name}", pc.struct_field(column, [number]))
    elif pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind):
        _update(hashes, f"{path} length", pc.fill_null(pc.list_value_length(column).cast(pa.int64()), 0))
        _feed(hashes, f"{path}[]", column.flatten())
    else:
        _values(hashes, path, column)


def _values(hashes: dict[str, _Hash], path: str, column: pa.Array) -> None:
    kind = column.type
    if _is_text(kind):
        data = pc.fill_null(column.cast(pa.large_binary()), b"")
        _update(hashes, f"{path} length", pc.binary_length(data).cast(pa.int64()))
        _hash(hashes, f"{path} {kind}").update(b"".join(data.to_pylist()))
    elif pa.types.is_boolean(kind):
        _update(hashes, f"{path} {kind}", column.cast(pa.uint8()).fill_null(0))
    elif pa.types.is_primitive(kind) and kind.bit_width in _BITS:
        _update(hashes, f"{path} {kind}", column.view(_BITS[kind.bit_width]).fill_null(0))
    elif not pa.types.is_null(kind):  # decimals, maps and the like: as they are shown
        for value in column.to_pylist():
            _hash(hashes, f"{path} {kind}").update(f"{value!r}\n".encode("utf-8", "backslashreplace"))


_BITS = {8: pa.uint8(), 16: pa.uint16(), 32: pa.uint32(), 64: pa.uint64()}


def _is_text(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
        or kind in {pa.string_view(), pa.binary_view()}
    )


def _hash(hashes: dict[str, _Hash], path: str) -> _Hash:
    return hashes.setdefault(path, hashlib.sha256())


def _update(hashes: dict[str, _Hash], path: str, numbers: pa.Array) -> None:
    _hash(hashes, path).update(numbers.to_numpy(zero_copy_only=False).tobytes())
