"""One tree of errors: each has a code that can be searched for, says where, and says what to do."""

from __future__ import annotations


class CdaError(Exception):
    """Something a person can put right.

    Args:
        message: What happened, in one sentence.
        where: File, row, column or option, as far as they are known.
        hint: What to do about it.

    Example:
        >>> print(UnknownLexicon("there is no lexicon 'gendr'", hint="known: gender"))
        CDA-L01: there is no lexicon 'gendr'
          what to do: known: gender
    """

    code = "CDA-000"
    exit_status = 2

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        lines = [f"{self.code}: {self.message}"]
        if self.where:
            lines.append(f"  where: {self.where}")
        if self.hint:
            lines.append(f"  what to do: {self.hint}")
        return "\n".join(lines)


class OptionError(CdaError):
    """An option, or a combination of options, that makes no sense."""

    code = "CDA-O01"


class ConfigUnreadable(CdaError):
    """A configuration file that is missing, or is no TOML."""

    code = "CDA-C01"


class UnknownKey(CdaError):
    """A key of a configuration file that is no option, or none that a file may have."""

    code = "CDA-C02"


class ConfigValue(CdaError):
    """A value in a configuration file that its option cannot have."""

    code = "CDA-C03"


class ConfigNotWritten(CdaError):
    """A configuration file that is not written: there is one, or there is no place for it."""

    code = "CDA-C04"


class UnknownLexicon(CdaError):
    """A lexicon or a version of it that does not exist."""

    code = "CDA-L01"


class LexiconFormatError(CdaError):
    """A lexicon file that cannot be read: a missing column, a bad value, a broken manifest."""

    code = "CDA-L02"


class LexiconRuleError(CdaError):
    """A lexicon that can be read but contradicts itself: a chain, an undecided form, a duplicate id."""

    code = "CDA-L03"


class LexiconHashError(CdaError):
    """A lexicon whose content is not what its manifest says."""

    code = "CDA-L04"


class ModelMissing(CdaError):
    """No spaCy model that can be used."""

    code = "CDA-M01"


class ModelHashError(CdaError):
    """A spaCy model whose files are not those of the release it claims to be."""

    code = "CDA-M02"


class MissingField(CdaError):
    """A field that the rows do not have."""

    code = "CDA-D01"


class FieldNotText(CdaError):
    """A field that holds something other than text."""

    code = "CDA-D02"


class InputError(CdaError):
    """An input that is missing, empty of files, or of a kind that is not read."""

    code = "CDA-D03"


class BrokenInput(CdaError):
    """An input file, or a row of it, that cannot be read."""

    code = "CDA-D04"


class OutputExists(CdaError):
    """An output folder that is not empty."""

    code = "CDA-D05"


class OutputError(CdaError):
    """An output that cannot be written."""

    code = "CDA-D06"


class SurrogateText(CdaError):
    """A row with half a surrogate pair, which is no Unicode text and which no Arrow file can hold."""

    code = "CDA-D07"


class SpanDeclaration(CdaError):
    """A declaration of spans that does not fit the columns."""

    code = "CDA-D08"


class SpanCut(CdaError):
    """A span, or the tags of some tokens, that cannot follow an edit: it cuts them, or they were wrong before."""

    code = "CDA-D09"


class TellingColumn(CdaError):
    """A column that says the attribute, and would say of a counterfactual what was true of its original."""

    code = "CDA-D10"


class ConversionError(CdaError):
    """Rows of a shape from which a format cannot be made."""

    code = "CDA-E01"


class WorkerLost(CdaError):
    """A worker process that was killed."""

    code = "CDA-R01"


class RunBusy(CdaError):
    """A folder that another run works on."""

    code = "CDA-R02"


class RunChanged(CdaError):
    """A run that cannot be continued: its input, its options, a lexicon or the program is not what it was."""

    code = "CDA-R03"


class RunUnfinished(CdaError):
    """A run of which shards are missing."""

    code = "CDA-R04"


class RowsFailed(CdaError):
    """More rows failed than were allowed; what is good was written, and ``summary`` says what."""

    code = "CDA-R05"
    exit_status = 3
    summary: object = None


class RowLost(CdaError):
    """A row at which a worker process ended."""

    code = "CDA-R06"


class VerifyFailed(CdaError):
    """A dataset folder that is not what its run wrote."""

    code = "CDA-R07"
    exit_status = 3


class RunStopped(CdaError):
    """A run that somebody stopped."""

    code = "CDA-R08"
    exit_status = 130
