"""The service of a test: started on a free port, stopped at the end."""
import json
import subprocess


class Service:
    def __init__(self, program, *options):
        self.process = subprocess.Popen([program, "serve", "--listen", "127.0.0.1:0", *options],
                                        stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            told = json.loads(line)
            if "listen" in told:
                self.address, self.admin_address = told["listen"], told.get("admin_listen")
                return
        raise SystemExit("the service did not start")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.stderr.read()
        if self.process.wait(timeout=60) != 0:
            raise SystemExit("the service did not end well")
