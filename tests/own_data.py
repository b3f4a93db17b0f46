"""A pytest plugin that gives the tests, and each worker, a data folder of their own before the settings are read."""

import atexit
import os
import shutil
import tempfile

if (_worker := os.environ.get("PYTEST_XDIST_WORKER")) is None:
    _folder = tempfile.mkdtemp(prefix="taizhang-tests-")
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
else:
    # Rows of two workers have the same ids, so what is kept by id outside the database must not be shared.
    _folder = os.path.join(os.environ["TAIZHANG_DATA"], _worker)
# The server of static files warns where its folder is missing.
os.makedirs(os.path.join(_folder, "static"), exist_ok=True)
os.environ["TAIZHANG_DATA"] = _folder
