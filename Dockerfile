# hvc for an intranet: built and run beside the reverse proxy of compose.yaml.
FROM python:3.11-slim
RUN useradd --create-home hvc
WORKDIR /srv/hvc
COPY requirements.txt ./
RUN pip install --no-cache-dir --requirement requirements.txt
COPY . .
USER hvc
EXPOSE 8501
HEALTHCHECK CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=3)"]
CMD ["python", "-m", "streamlit", "run", "streamlit_app.py", "--server.headless=true", "--server.address=0.0.0.0", "--server.port=8501"]
