"""Whether a dataset folder is what its run wrote: recomputed from the files."""

from cda.verify.digest import digest_of
from cda.verify.folder import Verified, verify_folder

__all__ = ["Verified", "digest_of", "verify_folder"]
