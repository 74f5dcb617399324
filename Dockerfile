FROM python:3.13-slim
RUN useradd --create-home bowtie && install --directory --owner=bowtie --mode=700 /data
WORKDIR /bowtie
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
RUN python -m ui.vega
USER bowtie
CMD ["streamlit", "run", "app.py", "--server.port=8501"]
