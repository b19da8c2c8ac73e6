"""A small SDMX 2.1 service on this computer that speaks as the ILO's does, with faults on demand.

Messages follow what the ILO's service sends: structure messages with dataflow, data structure, concepts and partial
code lists; structure-specific data messages with the dataflow in the namespace; HTTP 404 for a query without figures.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from labkit.data.refresh.series import Series

MESSAGE = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
STRUCTURE = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure"
COMMON = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common"
SPECIFIC = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific"
HEADER = (
    "<message:ID>IDREF46</message:ID><message:Test>false</message:Test>"
    "<message:Prepared>2026-09-26T14:55:22Z</message:Prepared>"
    '<message:Sender id="ILO"/><message:Receiver id="not_supplied"/>'
)
CODE_LISTS = {"REF_AREA": "CL_AREA"}
NAMES = {"CUR_TYPE_PPP": "Currency: 2021 PPP $"}


@dataclass
class Table:
    """What the service knows of one dataflow."""

    series: Series
    observations: list[dict[str, object]]
    names: dict[str, str] = field(default_factory=lambda: dict(NAMES))
    dimensions: tuple[str, ...] = ()
    missing_codes: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.dimensions = self.dimensions or self.series.dimensions


def structure_message(table: Table) -> str:
    flow, dsd = table.series.dataflow, table.series.dataflow.removeprefix("DF_")
    lists, concepts, dimensions = [], [], []
    for position, dimension in enumerate(table.dimensions, start=1):
        codes = {**table.series.codes.get(dimension, {}), **({"M": {}} if dimension == "FREQ" else {})}
        if dimension == "MEASURE":
            codes = {table.series.measure: {}}
        code_list = CODE_LISTS.get(dimension, f"CL_{dimension}")
        items = "".join(
            f'<structure:Code id="{code}"><common:Name xml:lang="en">{table.names.get(code, code)}</common:Name>'
            "</structure:Code>"
            for code in codes
            if code not in table.missing_codes
        )
        lists.append(
            f'<structure:Codelist id="{code_list}" agencyID="ILO" version="1.0" isPartial="true" isFinal="false">'
            f'<common:Name xml:lang="en">{dimension}</common:Name>{items}</structure:Codelist>'
        )
        concepts.append(_concept(dimension))
        dimensions.append(
            f'<structure:Dimension id="{dimension}" position="{position}">{_identity(dimension)}'
            f'<structure:LocalRepresentation><structure:Enumeration><Ref id="{code_list}" version="1.0" '
            'agencyID="ILO" package="codelist" class="Codelist"/></structure:Enumeration>'
            "</structure:LocalRepresentation></structure:Dimension>"
        )
    attributes = [
        _attribute("OBS_STATUS", '<structure:PrimaryMeasure><Ref id="OBS_VALUE"/></structure:PrimaryMeasure>'),
        *(
            _attribute(name, '<structure:Dimension><Ref id="MEASURE"/></structure:Dimension>')
            for name in ("UNIT_MEASURE_TYPE", "UNIT_MEASURE", "UNIT_MULT")
        ),
        _attribute(
            "SOURCE",
            "".join(
                f'<structure:Dimension><Ref id="{name}"/></structure:Dimension>'
                for name in ("REF_AREA", "MEASURE", "TIME_PERIOD")
            ),
        ),
    ]
    concepts += [
        _concept(name)
        for name in (
            "TIME_PERIOD",
            "OBS_VALUE",
            "OBS_STATUS",
            "UNIT_MEASURE_TYPE",
            "UNIT_MEASURE",
            "UNIT_MULT",
            "SOURCE",
        )
    ]
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<message:Structure xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:message="{MESSAGE}" '
        f'xmlns:structure="{STRUCTURE}" xmlns:common="{COMMON}">'
        f"<message:Header>{HEADER}</message:Header><message:Structures>"
        f'<structure:Dataflows><structure:Dataflow id="{flow}" agencyID="ILO" version="1.0" isFinal="false">'
        "<common:Annotations><common:Annotation><common:AnnotationTitle>20/09/2026 07:33:33</common:AnnotationTitle>"
        "<common:AnnotationType>LAST_UPDATE</common:AnnotationType></common:Annotation></common:Annotations>"
        f'<common:Name xml:lang="en">{table.series.title}</common:Name><structure:Structure>'
        f'<Ref id="{dsd}" version="1.0" agencyID="ILO" package="datastructure" class="DataStructure"/>'
        "</structure:Structure></structure:Dataflow></structure:Dataflows>"
        f"<structure:Codelists>{''.join(lists)}</structure:Codelists>"
        '<structure:Concepts><structure:ConceptScheme id="CS_ILOSTAT" agencyID="ILO" version="1.0" isFinal="false">'
        f'<common:Name xml:lang="en">ILOSTAT</common:Name>{"".join(concepts)}</structure:ConceptScheme>'
        "</structure:Concepts>"
        f'<structure:DataStructures><structure:DataStructure id="{dsd}" agencyID="ILO" version="1.0" isFinal="false">'
        f'<common:Name xml:lang="en">{table.series.title}</common:Name><structure:DataStructureComponents>'
        f'<structure:DimensionList id="DimensionDescriptor">{"".join(dimensions)}'
        f'<structure:TimeDimension id="TIME_PERIOD" position="{len(dimensions) + 1}">{_identity("TIME_PERIOD")}'
        '<structure:LocalRepresentation><structure:TextFormat textType="ObservationalTimePeriod"/>'
        "</structure:LocalRepresentation></structure:TimeDimension></structure:DimensionList>"
        f'<structure:AttributeList id="AttributeDescriptor">{"".join(attributes)}</structure:AttributeList>'
        '<structure:MeasureList id="MeasureDescriptor"><structure:PrimaryMeasure id="OBS_VALUE">'
        f'{_identity("OBS_VALUE")}<structure:LocalRepresentation><structure:TextFormat textType="Double"/>'
        "</structure:LocalRepresentation></structure:PrimaryMeasure></structure:MeasureList>"
        "</structure:DataStructureComponents></structure:DataStructure></structure:DataStructures>"
        f"{_constraint(table)}"
        "</message:Structures></message:Structure>"
    )


def _constraint(table: Table) -> str:
    """Return the codes in use, which the service adds to a structure."""
    flow = table.series.dataflow
    values = "".join(
        f'<common:KeyValue id="{dimension}">{"".join(f"<common:Value>{code}</common:Value>" for code in codes)}'
        "</common:KeyValue>"
        for dimension, codes in table.series.codes.items()
        if dimension in table.dimensions
    )
    return (
        f'<structure:Constraints><structure:ContentConstraint id="CCA_{flow}" agencyID="ILO" version="1.0" '
        f'isFinal="false" type="Actual"><common:Name xml:lang="en">{flow}</common:Name>'
        f'<structure:ConstraintAttachment><structure:Dataflow><Ref id="{flow}" version="1.0" agencyID="ILO" '
        'package="datastructure" class="Dataflow"/></structure:Dataflow></structure:ConstraintAttachment>'
        f'<structure:CubeRegion include="true">{values}</structure:CubeRegion></structure:ContentConstraint>'
        "</structure:Constraints>"
    )


def _concept(name: str) -> str:
    return f'<structure:Concept id="{name}"><common:Name xml:lang="en">{name}</common:Name></structure:Concept>'


def _identity(name: str) -> str:
    return (
        f'<structure:ConceptIdentity><Ref id="{name}" maintainableParentID="CS_ILOSTAT" '
        'maintainableParentVersion="1.0" agencyID="ILO" package="conceptscheme" class="Concept"/>'
        "</structure:ConceptIdentity>"
    )


def _attribute(name: str, relation: str) -> str:
    return (
        f'<structure:Attribute id="{name}" assignmentStatus="Conditional">{_identity(name)}'
        f"<structure:AttributeRelationship>{relation}</structure:AttributeRelationship></structure:Attribute>"
    )


def data_message(table: Table, observations: list[dict[str, object]]) -> str:
    flow = table.series.dataflow
    urn = f"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=ILO:{flow}(1.0):ObsLevelDim:TIME_PERIOD"
    grouped: dict[str, list[str]] = defaultdict(list)
    for one in observations:
        key = {name: one[name] for name in table.dimensions}
        units = {"UNIT_MEASURE_TYPE": "RT", "UNIT_MULT": one.get("UNIT_MULT", table.series.multiplier)}
        rest = {name: one[name] for name in ("TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "SOURCE") if name in one}
        grouped[_written({**key, **units})].append(f"<Obs {_written(rest)}/>")
    series = "".join(f"<Series {key}>{''.join(found)}</Series>" for key, found in grouped.items())
    structure = f"ILO_{flow}_1_0"
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<message:StructureSpecificData xmlns:ss="{SPECIFIC}" xmlns:ns1="{urn}" xmlns:message="{MESSAGE}" '
        f'xmlns:common="{COMMON}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f'<message:Header>{HEADER}<message:Structure structureID="{structure}" namespace="{urn}" '
        'dimensionAtObservation="TIME_PERIOD"><common:StructureUsage>'
        f'<Ref agencyID="ILO" id="{flow}" version="1.0"/></common:StructureUsage></message:Structure>'
        "<message:DataSetAction>Information</message:DataSetAction></message:Header>"
        f'<message:DataSet ss:dataScope="DataStructure" xsi:type="ns1:DataSetType" ss:structureRef="{structure}" '
        f'action="Information">{series}</message:DataSet></message:StructureSpecificData>'
    )


def _written(attributes: dict[str, object]) -> str:
    return " ".join(f'{name}="{value}"' for name, value in attributes.items())


NO_RESULTS = (
    f'<?xml version="1.0" encoding="utf-8"?><message:Error xmlns:message="{MESSAGE}" xmlns:common="{COMMON}">'
    '<message:ErrorMessage code="100"><common:Text>NoRecordsFound</common:Text></message:ErrorMessage></message:Error>'
)


class IloService(ThreadingHTTPServer):
    """The service. `faults` holds what to do instead of answering, by what is asked; the last one stays."""

    daemon_threads = True

    def __init__(self, tables: dict[str, Table]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.tables = tables
        self.faults: dict[str, list[str]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/rest"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def fault_for(self, kind: str, flow: str) -> str:
        for what in (f"{kind} {flow}", kind, "all"):
            if waiting := self.faults.get(what):
                return waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return ""

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up in a test of faults is no news."""


class _Handler(BaseHTTPRequestHandler):
    server: IloService
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body leave together: apart, each reply would take 40 ms

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        self.server.asked.append((self.path, dict(self.headers)))
        parts = path.removeprefix("/rest/").split("/")
        kind = {"dataflow": "structure"}.get(parts[0], parts[0])
        flow = parts[2] if kind == "structure" else parts[1].removeprefix("ILO,")
        fault = self.server.fault_for(kind, flow)
        if fault and fault != "none":
            getattr(self, f"_{fault.split()[0]}")(fault, self._answer(kind, flow, parts))
            return
        self._send(*self._answer(kind, flow, parts))

    def _answer(self, kind: str, flow: str, parts: list[str]) -> tuple[int, str, str]:
        table = self.server.tables.get(flow)
        version = f"application/vnd.sdmx.{'structure' if kind == 'structure' else 'structurespecificdata'}+xml"
        media = f"{version};version=2.1"
        if table is None:
            return 404, media, NO_RESULTS
        if kind == "structure":
            return 200, media, structure_message(table)
        wanted = [set(part.split("+")) - {""} for part in parts[2].split(".")]
        if len(wanted) != len(table.dimensions):
            return 422, "text/plain", "wrong number of dimensions"
        found = [
            one
            for one in table.observations
            if all(not want or one[name] in want for name, want in zip(table.dimensions, wanted, strict=True))
        ]
        return (200, media, data_message(table, found)) if found else (404, media, NO_RESULTS)

    def _send(self, status: int, media: str, text: str, **headers: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    # ------------------------------------------------------------------ faults
    def _status(self, fault: str, answer: tuple[int, str, str]) -> None:
        _, status, *retry = fault.split(maxsplit=2)
        self._send(int(status), "text/plain", "no", **({"Retry_After": retry[0]} if retry else {}))

    def _silence(self, fault: str, answer: tuple[int, str, str]) -> None:
        time.sleep(float(fault.split()[1]))

    def _drip(self, fault: str, answer: tuple[int, str, str]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", answer[1])
        self.end_headers()
        for _ in range(60):
            self.wfile.write(b" " * 5000)
            self.wfile.flush()
            time.sleep(0.02)

    def _hang(self, fault: str, answer: tuple[int, str, str]) -> None:
        """Hang up without a word."""
        self.close_connection = True

    def _short(self, fault: str, answer: tuple[int, str, str]) -> None:
        """Promise a whole reply and hang up in the middle."""
        body = answer[2].encode()
        self.send_response(200)
        self.send_header("Content-Type", answer[1])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2])
        self.close_connection = True

    def _half(self, fault: str, answer: tuple[int, str, str]) -> None:
        """Send half a message as if it were whole."""
        self._send(200, answer[1], answer[2][: len(answer[2]) // 2])

    def _page(self, fault: str, answer: tuple[int, str, str]) -> None:
        self._send(200, "text/html", "<html><body>Please log in to the hotel's network</body></html>")

    def _json(self, fault: str, answer: tuple[int, str, str]) -> None:
        self._send(200, "application/json", '{"data": {}}')

    def _otherxml(self, fault: str, answer: tuple[int, str, str]) -> None:
        self._send(200, "application/xml", "<feed><entry/></feed>")

    def _empty(self, fault: str, answer: tuple[int, str, str]) -> None:
        """A data message without a single figure."""
        flow = self.path.split("/")[3].removeprefix("ILO,")
        self._send(200, answer[1], data_message(self.server.tables[flow], []))
