"""Letters by WeasyPrint, run by the environment of peers: pages as a JSON list on stdin, seconds a letter on stdout, of
the processor and by the clock."""

import json
import logging
import sys
import time

import weasyprint

logging.disable(logging.CRITICAL)
pages = json.load(sys.stdin)
faces = weasyprint.text.fonts.FontConfiguration()
weasyprint.HTML(string=pages[0]).write_pdf(pdf_variant="pdf/ua-1", font_config=faces)
began, since = time.process_time(), time.monotonic()
for page in pages:
    made = weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1", font_config=faces)
    assert made.startswith(b"%PDF")
print((time.process_time() - began) / len(pages), (time.monotonic() - since) / len(pages))
