"""A pytest plugin that gives the tests a data folder of their own before the settings are read."""

import atexit
import os
import shutil
import tempfile

if "PYTEST_XDIST_WORKER" not in os.environ:
    _folder = tempfile.mkdtemp(prefix="taizhang-tests-")
    os.environ["TAIZHANG_DATA"] = _folder
    os.mkdir(os.path.join(_folder, "static"))  # the server of static files warns where its folder is missing
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
