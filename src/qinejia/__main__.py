"""``python -m qinejia``."""

import sys

from qinejia.cli import main

sys.exit(main())
